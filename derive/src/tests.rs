//! The derive with arbitrary tokens: it never panics, and its output is valid
//! Rust, whatever the attribute contains.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;
use syn::{Attribute, Data, DeriveInput};

use crate::derive;

/// Every key, in every place and form.
const INPUTS: &[&str] = &[
    r#"#[http(axum, unmapped = 503, code_case = "kebab-case", code_prefix = "shop.",
        type_base = "https://errors.example.com/", on(401 | 403, www_authenticate = "Bearer"),
        on(5xx, log = warn, format = Text), status = self.status(), code = self.code(),
        detail = "sorry", header("X-A" = "b"), member("a" = self.a()),
        finish = crate::finish, crate = ::catchall, via = crate::via)]
    enum Shop { A }"#,
    r#"enum Api {
        #[http(404, code = "gone", type = "https://example.com/gone", title = "Gone",
            detail = "no {id:>width$} {{x}}", instance = "/{id}")]
        A { id: u64, width: usize },
        #[http(TOO_MANY_REQUESTS, retry_after = 5, expose, log = off, format = path::Of)]
        B,
        #[http(status = *_0, unmask = *_1, grpc = ABORTED, grpc(metadata("a" = _0)))]
        C(u16, bool),
        #[http(303, location = "/a", link = "<https://example.com>; rel=\"x\"")]
        D,
        #[http(405, allow = "GET, POST", member("n" = "{0}"))]
        E(u8),
        #[http(416, content_range = "bytes */1")]
        F,
    }"#,
    r#"enum Cases {
        #[http(400, case(Kind::A(n), .. if *n > 1 => 404, code = "other", detail = "{n} {0}"),
            case(_, 1 | 2 => 410, hide))]
        A(Kind, u8),
        #[http(500, case({ kind: Some(_), .. } => 409))]
        B { kind: Option<u8>, other: u8 },
    }"#,
    r#"#[http(web)] enum Fields<T: Send = u8> {
        #[error("x {source}")]
        #[http(404, detail = format!("{}", |a, b| a + b))]
        A { #[http(member)] id: T, #[http(member = "b")] b: u8, source: io::Error },
        B(#[http(status)] u16, #[http(header = "X-Id")] u8, #[http(retry_after)] u8),
        C(#[http(transparent)] Problem),
        D { #[http(member(flatten))] more: Map },
        #[http(transparent = _0.inner())] E(Inner),
        #[http(chain(Api, Shop<u8, u8>))] F(#[source] Inner),
    }"#,
    r#"#[error("x")] #[http(axum, 404, on(404, log = info), type_base = "https://a.b/")]
    struct One { #[http(member)] r#type2: u8 }"#,
    r#"#[http(unmapped(503, code = "down", title = "Down", detail = "sorry", retry_after = 5,
        header("X-A" = "b"), member("a" = self.a()), log = warn, context("b" = ?self.b())),
        shared_codes, context("tenant" = self.tenant()), format = Json)]
    enum Long {
        #[http(404, context("id" = "{id}"), context("more" = ?more), grpc = self.grpc(),
            member("status" = "no"), argument("m" = more.len()), case({ id: 1, .. } => 410, context("id" = 1)))]
        A { #[http(context, argument)] text: String, #[http(context = "id2", argument = "n")] id: u64, more: More },
        #[http(401, transparent, expose, www_authenticate = "Bearer",
            case(Inner::B => log = off, context("c" = "b")))]
        B(Inner),
        #[http(detail = "{0}", member("a" = _0), case(1 => 404), case(2 => 409))]
        C(u8),
        D,
    }"#,
    "#[http(transparent)] struct Wraps(Problem);",
    r#"#[display("x")] #[http(404)] struct Unit;"#,
    "#[http(unmapped = deny)] enum Deny { #[http(404)] A, B }",
];

/// The replacements for a token.
const OTHERS: &[&str] = &[
    ",",
    "=",
    "=>",
    "|",
    "-",
    ":",
    "..",
    "if",
    "x",
    "_9",
    "OK",
    "status",
    "case",
    "\"\"",
    "\"{\"",
    "\"{}\"",
    "\"{a b}\"",
    "\"{:1$}\"",
    "\"é\\n\"",
    "0",
    "99999999999999999999",
    "-1",
    "1.5",
    "b\"x\"",
    "'c'",
    "()",
    "{}",
    "[]",
    "r#type",
    "self",
    "$",
];

/// Returns all streams in which one token is removed, doubled or replaced, or
/// everything after it is removed.
fn mutations(tokens: &TokenStream, others: &[TokenStream]) -> Vec<TokenStream> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut mutations = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let (before, behind) = (&tokens[..at], &tokens[at + 1..]);
        let with = |middle: TokenStream| -> TokenStream {
            let before = before.iter().cloned();
            before.chain(middle).chain(behind.iter().cloned()).collect()
        };
        mutations.push(with(TokenStream::new()));
        mutations.push(with([token.clone(), token.clone()].into_iter().collect()));
        mutations.push(before.iter().cloned().collect());
        mutations.extend(others.iter().cloned().map(with));
        if let TokenTree::Group(group) = token {
            for inner in self::mutations(&group.stream(), others) {
                mutations.push(with(around(group, inner)));
            }
        }
    }
    mutations
}

/// Returns what an editor sends while someone types: the tokens up to each
/// position, with open groups closed, and all tokens but one.
fn half_typed(tokens: &TokenStream) -> Vec<TokenStream> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut all = Vec::new();
    let is_quote =
        |token: &TokenTree| matches!(token, TokenTree::Punct(it) if it.as_char() == '\'');
    for (at, token) in tokens.iter().enumerate() {
        // A lifetime is one token for rustc.
        if at > 0 && is_quote(&tokens[at - 1]) {
            continue;
        }
        let end = if is_quote(token) { at + 2 } else { at + 1 };
        let before = || tokens[..at].iter().cloned();
        let behind = || tokens[end..].iter().cloned();
        all.push(before().collect());
        all.push(before().chain(behind()).collect());
        if let TokenTree::Group(group) = token {
            for inner in half_typed(&group.stream()) {
                all.push(before().chain(around(group, inner.clone())).collect());
                all.push(
                    before()
                        .chain(around(group, inner))
                        .chain(behind())
                        .collect(),
                );
            }
        }
    }
    all
}

fn around(group: &Group, inner: TokenStream) -> TokenStream {
    TokenTree::from(Group::new(group.delimiter(), inner)).into()
}

/// Returns all streams in which the list of one `#[http(...)]` is replaced.
fn with_list(
    tokens: &TokenStream,
    change: &dyn Fn(&TokenStream) -> Vec<TokenStream>,
) -> Vec<TokenStream> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut all = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else {
            continue;
        };
        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
        let changed = match inner.as_slice() {
            [name @ TokenTree::Ident(word), TokenTree::Group(list)] if word == "http" => {
                let changed = change(&list.stream()).into_iter();
                let with = |changed| [name.clone().into(), around(list, changed)];
                changed.map(|it| with(it).into_iter().collect()).collect()
            }
            _ => with_list(&group.stream(), change),
        };
        for changed in changed {
            let before = tokens[..at].iter().cloned();
            let behind = tokens[at + 1..].iter().cloned();
            all.push(before.chain(around(group, changed)).chain(behind).collect());
        }
    }
    all
}

/// Derives for tokens that a file could contain, and parses the output. Returns
/// what is wrong, if anything.
fn fault(tokens: &TokenStream) -> Option<String> {
    let Ok(output) = catch_unwind(AssertUnwindSafe(|| derive(tokens.clone()))) else {
        return Some(format!("the derive panics for {tokens}"));
    };
    let error = syn::parse2::<syn::File>(output.clone()).err()?;
    Some(format!("{tokens}\nbecomes\n{output}\n{error}"))
}

/// One of this many inputs is tried. Trying all of them takes minutes: `.ci/run`
/// does so with `CATCHALL_EVERY_INPUT`.
fn step() -> usize {
    if env::var_os("CATCHALL_EVERY_INPUT").is_some() {
        1
    } else {
        16
    }
}

fn assert_none(faults: &[String]) {
    let first: Vec<&str> = faults.iter().take(5).map(String::as_str).collect();
    let count = faults.len();
    assert!(
        faults.is_empty(),
        "{count} faults, such as\n{}",
        first.join("\n\n")
    );
}

#[test]
fn the_inputs_are_without_mistakes() {
    for input in INPUTS {
        let output = derive(input.parse().unwrap());
        syn::parse2::<syn::File>(output.clone()).unwrap();
        let is_denied = input.contains("deny");
        let has_message = output.to_string().contains("compile_error");
        assert_eq!(has_message, is_denied, "{input}\n{output}");
    }
}

#[test]
fn no_attribute_panics_and_what_is_made_of_it_is_rust() {
    let others: Vec<TokenStream> = OTHERS.iter().map(|text| text.parse().unwrap()).collect();
    let mut faults = Vec::new();
    for input in INPUTS {
        let input = input.parse().unwrap();
        let mutations = with_list(&input, &|list| mutations(list, &others));
        faults.extend(mutations.iter().step_by(step()).filter_map(fault));
    }
    assert_none(&faults);
}

/// The tokens around the attributes are valid Rust when a derive sees them, but
/// not all of Rust is known.
#[test]
fn no_item_panics() {
    for input in INPUTS {
        for tokens in mutations(&input.parse().unwrap(), &[]) {
            let output = catch_unwind(AssertUnwindSafe(|| derive(tokens.clone())));
            assert!(output.is_ok(), "the derive panics for {tokens}");
        }
    }
}

/// Collects the items for which a file derives `HttpError`, each with at most one variant.
fn items(tokens: TokenStream, found: &mut Vec<DeriveInput>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    // The start of the attributes before an item, and whether one of them is the derive.
    let (mut start, mut is_derived) = (0, false);
    for (at, token) in tokens.iter().enumerate() {
        let is_attribute =
            at > 0 && matches!(&tokens[at - 1], TokenTree::Punct(it) if it.as_char() == '#');
        match token {
            TokenTree::Group(group) if is_attribute && group.delimiter() == Delimiter::Bracket => {
                let text = group.to_string();
                is_derived |= text.contains("derive") && text.contains("HttpError");
            }
            TokenTree::Group(group) => {
                if group.delimiter() == Delimiter::Brace && is_derived {
                    let item = tokens[start..=at].iter().cloned().collect();
                    found.extend(syn::parse2(item).ok());
                }
                items(group.stream(), found);
                if group.delimiter() == Delimiter::Brace {
                    (start, is_derived) = (at + 1, false);
                }
            }
            TokenTree::Punct(semicolon) if semicolon.as_char() == ';' => {
                if is_derived {
                    let item = tokens[start..=at].iter().cloned().collect();
                    found.extend(syn::parse2(item).ok());
                }
                (start, is_derived) = (at + 1, false);
            }
            _ => {}
        }
    }
}

/// Collects the Rust files in a directory and its subdirectories.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every `#[http(...)]` of the tests and examples, as it is typed.
#[test]
fn half_typed_attributes_expand_to_rust() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut paths = Vec::new();
    files(&root.join("tests"), &mut paths);
    files(&root.join("examples"), &mut paths);
    let mut found = Vec::new();
    for path in paths {
        let text = fs::read_to_string(path).unwrap();
        if let Ok(tokens) = text.parse() {
            items(tokens, &mut found);
        }
    }
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for item in found {
        for tokens in parts(item) {
            for tokens in with_list(&tokens, &half_typed) {
                if seen.insert(tokens.to_string()) && seen.len() % step() == 0 {
                    faults.extend(fault(&tokens));
                }
            }
        }
    }
    assert_none(&faults);
    assert!(
        seen.len() > 10_000,
        "only {} attributes were typed",
        seen.len()
    );
}

/// Returns the item with only its own attributes, and with each variant that
/// has one of our attributes. Other attributes are removed.
fn parts(mut item: DeriveInput) -> Vec<TokenStream> {
    let is_ours = |attribute: &Attribute| attribute.path().is_ident("http");
    item.attrs.retain(is_ours);
    let Data::Enum(data) = &mut item.data else {
        return vec![quote!(#item)];
    };
    let variants = std::mem::take(&mut data.variants);
    let mut parts = vec![variants.first().cloned().map(|mut variant| {
        variant.attrs.clear();
        variant
            .fields
            .iter_mut()
            .for_each(|field| field.attrs.clear());
        variant
    })];
    parts.extend(variants.into_iter().map(|mut variant| {
        variant.attrs.retain(is_ours);
        Some(variant)
    }));
    let own = std::mem::take(&mut item.attrs);
    let mut items = Vec::new();
    for (at, variant) in parts.into_iter().flatten().enumerate() {
        let mut item = item.clone();
        if let Data::Enum(data) = &mut item.data {
            data.variants.push(variant);
        }
        if at == 0 {
            item.attrs.clone_from(&own);
        }
        items.push(quote!(#item));
    }
    items
}
