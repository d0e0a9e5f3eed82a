//! The generated code for a few types, as text, so that changes are visible in
//! review. `UPDATE_EXPECT=1 cargo test -p catchall-derive` rewrites the files.

use expect_test::expect_file;
use quote::quote;
use syn::{LitByteStr, LitStr};

use crate::derive;
use crate::facts::LEVELS;
use crate::record;

/// Compares an expansion with `tests/expansion/<name>.expanded.rs`.
#[track_caller]
fn check(name: &str, input: proc_macro2::TokenStream) {
    let input_file = syn::parse2(input.clone()).expect("the input is an item");
    let expanded = syn::parse2(derive(input)).expect("the expansion is a list of items");
    let commented: String = prettyplease::unparse(&input_file)
        .lines()
        .flat_map(|line| {
            [
                "// ", line, "
",
            ]
        })
        .collect();
    let text = format!(
        "{commented}\n{}",
        decoded(&prettyplease::unparse(&expanded))
    );
    assert_eq!(text.contains("compile_error"), name == "mistake", "{text}");
    expect_file![format!("../tests/expansion/{name}.expanded.rs")].assert_eq(&text);
}

/// Returns the expansion with a comment for each record of its tables instead of its bytes.
fn decoded(expanded: &str) -> String {
    let mut text = String::new();
    let mut out = String::new();
    for line in expanded.lines() {
        let code = line.trim();
        let (_, literal) = code.split_once(": ").unwrap_or_default();
        let literal = literal.trim_end_matches(',');
        if let Ok(texts) = syn::parse_str::<LitStr>(literal) {
            text = texts.value();
        }
        let Ok(records) = syn::parse_str::<LitByteStr>(literal) else {
            out.push_str(line);
            out.push('\n');
            continue;
        };
        let records = records.value();
        let (records, rest) = records.as_chunks();
        assert!(rest.is_empty(), "{code}");
        for (at, record) in records.iter().enumerate() {
            let indent = &line[..line.len() - code.len()];
            let record = Record {
                text: &text,
                record,
            };
            out.extend([indent, "// ", &at.to_string(), ": ", &record.decode(), "\n"]);
        }
    }
    out
}

const FLAGS: [(u16, &str); 15] = [
    (record::STATIC, "STATIC"),
    (record::DISPLAY, "DISPLAY"),
    (record::UNMASK, "UNMASK"),
    (record::IMPLICIT, "IMPLICIT"),
    (record::TRANSPARENT, "TRANSPARENT"),
    (record::UNMAPPED, "UNMAPPED"),
    (record::EVIDENCE, "EVIDENCE"),
    (record::FIXED_BODY, "FIXED_BODY"),
    (record::DERIVED_CODE, "DERIVED_CODE"),
    (record::DECIDES, "DECIDES"),
    (record::DESCRIBES, "DESCRIBES"),
    (record::PHRASE, "PHRASE"),
    (record::DERIVED_TITLE, "DERIVED_TITLE"),
    (record::UNPROVED, "UNPROVED"),
    (record::FINISHES, "FINISHES"),
];

/// A record and the text of its table.
struct Record<'a> {
    text: &'a str,
    record: &'a [u8; record::LENGTH],
}

impl Record<'_> {
    fn byte(&self, at: usize) -> usize {
        self.record[at].into()
    }

    fn number(&self, at: usize) -> usize {
        u16::from_le_bytes([self.record[at], self.record[at + 1]]).into()
    }

    fn slice(&self, start: usize, end: usize) -> &str {
        let first = &self.record[record::START..][..4];
        let first = u32::from_le_bytes(first.try_into().expect("four bytes"));
        let first = usize::try_from(first).expect("an offset");
        &self.text[first + start..first + end]
    }

    /// Returns all fields except those that are zero or empty.
    fn decode(&self) -> String {
        let name_end = self.number(record::NAME_END);
        let [head_end, detail_end] =
            [record::HEAD_END, record::DETAIL_END].map(|at| self.number(at));
        let has_json = head_end > name_end;
        let json_end = if has_json { detail_end + 1 } else { 0 };
        let [title_end, raw_end] =
            [record::RAW_TITLE_END, record::RAW_DETAIL_END].map(|at| self.number(at));
        let mut parts = vec![format!("variant {:?}", self.slice(0, name_end))];
        let mut add = |name: &str, value: String| parts.push(format!("{name} {value}"));
        let mut number = |name, number: usize| {
            if number != 0 {
                add(name, number.to_string());
            }
        };
        number("status", self.number(record::STATUS));
        number("gRPC code", self.byte(record::GRPC));
        number("format", self.byte(record::FORMAT));
        number("headers", self.byte(record::HEADERS));
        number("of them own", self.byte(record::OWN_HEADERS));
        number("from header", self.number(record::FIRST_HEADER));
        let level = LEVELS[self.byte(record::LEVEL)];
        if !level.is_empty() {
            add("level", level.to_owned());
        }
        let own = self.record[record::OWN];
        let known_own = [(record::OWN_LEVEL, "level"), (record::OWN_FORMAT, "format")];
        let known_own = known_own.map(|(flag, name)| (flag.into(), name));
        for (title, bits, known) in [
            ("own:", own.into(), &known_own[..]),
            (
                "flags:",
                self.number(record::FLAGS),
                &FLAGS.map(|(flag, name)| (flag.into(), name)),
            ),
        ] {
            let names = names(bits, known);
            if !names.is_empty() {
                add(title, names.join(" | "));
            }
        }
        let span = |at| self.slice(self.number(at), self.number(at + 2));
        for (name, text) in [
            ("code", span(record::CODE)),
            ("type", span(record::URI)),
            ("title", span(record::TITLE)),
            ("JSON", self.slice(name_end, head_end)),
            ("JSON of the detail", self.slice(head_end, detail_end)),
        ] {
            if !text.is_empty() {
                add(name, format!("{text:?}"));
            }
        }
        if has_json {
            let raw = [(json_end, title_end), (title_end, raw_end)];
            for (name, (start, end)) in ["unescaped title", "unescaped detail"].into_iter().zip(raw)
            {
                if start != end {
                    add(name, format!("{:?}", self.slice(start, end)));
                }
            }
        }
        parts.join(", ")
    }
}

/// Returns the names of the bits that are set.
fn names(bits: usize, known: &[(usize, &'static str)]) -> Vec<&'static str> {
    let all = known.iter().fold(0, |all, (flag, _)| all | flag);
    assert_eq!(bits & !all, 0, "a flag without a name");
    let set = known.iter().filter(|(flag, _)| bits & flag != 0);
    set.map(|(_, name)| *name).collect()
}

/// Nothing is dynamic: a table, and a match that only finds the row.
#[test]
fn fixed() {
    check(
        "fixed",
        quote! {
            #[http(axum)]
            enum AppError {
                /// The user was deleted.
                #[error("no such user")]
                #[http(404)]
                UserNotFound,
                #[error("who are you?")]
                #[http(401, www_authenticate = "Bearer")]
                Unauthorized,
                #[error("database error")]
                Database(#[from] DbError),
            }
        },
    );
}

/// Parts that are known only at run time.
#[test]
fn dynamic() {
    check(
        "dynamic",
        quote! {
            #[http(on(429, header("X-Load" = self.load())))]
            enum AppError {
                #[error("no user {id}")]
                #[http(404, detail = "no user {id:>4}", header("X-Id" = id))]
                UserNotFound { id: u64 },
                #[error("slow down")]
                #[http(429)]
                Slow(#[http(retry_after)] Duration),
                #[error("invalid")]
                #[http(status = _0.status(), code = _0.code(), member("errors" = &_0.errors))]
                Invalid(Report),
                #[error("late")]
                #[http(503, unmask = self.is_public(), format = Text)]
                Late,
            }
        },
    );
}

/// Another value decides.
#[test]
fn delegation() {
    check(
        "delegation",
        quote! {
            enum AppError {
                #[error(transparent)]
                #[http(transparent)]
                #[http(case(BillingError::Declined { reason, .. } if reason.is_final() => 402, code = "declined", hide))]
                Billing(#[from] Box<BillingError>),
                #[error("chain")]
                #[http(chain(AppError, BillingError))]
                Chain(#[source] anyhow::Error),
            }
        },
    );
}

/// Private context, arguments of translations, and the keys of unmapped variants.
#[test]
fn client() {
    check(
        "client",
        quote! {
            #[http(client)]
            enum ShopError {
                #[http(404)]
                NoUser {
                    #[http(member)]
                    id: u64,
                },
                #[http(transparent)]
                Billing(BillingError),
                #[http(409, client = off)]
                Taken(u8),
                Bug,
            }
        },
    );
}

#[test]
fn context() {
    check(
        "context",
        quote! {
            #[http(unmapped(503, code = "down", retry_after = 5), context("tenant" = self.tenant()))]
            enum AppError {
                #[error("no user {id}")]
                #[http(404, context("key" = "user-{id}"), context("query" = ?query), argument("key" = "user-{id}"))]
                UserNotFound { #[http(context, argument)] id: u64, query: Query },
                #[error("database error")]
                Database(#[from] DbError),
            }
        },
    );
}

/// A struct is one problem type.
#[test]
fn of_a_struct() {
    check(
        "struct",
        quote! {
            #[error("no item {id}")]
            #[http(410, type = "https://example.com/gone")]
            struct Gone {
                #[http(member)]
                id: u64,
            }
        },
    );
}

/// Bounds are inferred, and defaults are removed.
#[test]
fn generic() {
    check(
        "generic",
        quote! {
            #[http(axum)]
            enum Wrapped<'a, E, T: Debug = u8, const N: usize = 1>
            where
                E: Clone,
            {
                #[error(transparent)]
                #[http(transparent)]
                Inner(E),
                #[error("{text}")]
                #[http(404, detail = "no {text}")]
                Text { text: &'a T, #[http(member)] all: [T; N] },
            }
        },
    );
}

/// Nothing proves that the text shows no error, so the traits of the types decide.
#[test]
fn proof() {
    check(
        "proof",
        quote! {
            enum AppError<'a> {
                #[error("no user {0}")]
                #[http(404)]
                User(Id<'a>),
                #[error("{} of {name} are invalid", places.len())]
                #[http(422)]
                Invalid { name: String, places: (Vec<Place>, u8), kind: Kind },
            }
        },
    );
}

/// A mistake produces its message and an impl.
#[test]
fn mistake() {
    check(
        "mistake",
        quote! {
            #[http(axum, unmaped = deny)]
            enum AppError<T> {
                #[http(404, detail = "no {user}")]
                UserNotFound(T),
            }
        },
    );
}
