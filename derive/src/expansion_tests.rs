//! What the derive writes for a few types, as text, so that a change of it is
//! seen in review. `BLESS=1 cargo test -p catchall-derive` writes the files anew.

use std::fs;
use std::path::PathBuf;

use quote::quote;

use crate::derive;

/// Holds an expansion against `tests/expansion/<name>.expanded.rs`.
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
    let text = format!("{commented}\n{}", prettyplease::unparse(&expanded));
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/expansion")
        .join(format!("{name}.expanded.rs"));
    assert_eq!(text.contains("compile_error"), name == "mistake", "{text}");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, text).expect("the file can be written");
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == text,
        "{} differs; `BLESS=1 cargo test -p catchall-derive` writes it anew. It would be:\n{text}",
        path.display(),
    );
}

/// Nothing varies: a table, and a match that only finds the row.
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

/// Parts that only a value has.
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

/// What is for the log, and what an unmapped variant is.
#[test]
fn context() {
    check(
        "context",
        quote! {
            #[http(unmapped(503, code = "down", retry_after = 5), context("tenant" = self.tenant()))]
            enum AppError {
                #[error("no user {id}")]
                #[http(404, context("key" = "user-{id}"), context("query" = ?query))]
                UserNotFound { #[http(context)] id: u64, query: Query },
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

/// Bounds are inferred, and defaults left out.
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

/// A mistake leaves its message and an impl behind.
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
