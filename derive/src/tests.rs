//! The derive under arbitrary tokens: it never panics, and what
//! it leaves behind a mistake is Rust.

use std::panic::catch_unwind;

use proc_macro2::{Group, TokenStream, TokenTree};

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
            member("status" = "no"), case({ id: 1, .. } => 410, context("id" = 1)))]
        A { #[http(context)] text: String, #[http(context = "id2")] id: u64, more: More },
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

/// What a token is replaced with.
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

/// All streams that have one token of this one left out, doubled, replaced, or
/// all behind it cut off.
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
                let group = Group::new(group.delimiter(), inner);
                mutations.push(with(TokenTree::from(group).into()));
            }
        }
    }
    mutations
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
fn no_input_panics_and_what_is_left_behind_a_mistake_is_rust() {
    let others: Vec<TokenStream> = OTHERS.iter().map(|text| text.parse().unwrap()).collect();
    let mut count = 0;
    for input in INPUTS {
        for tokens in mutations(&input.parse().unwrap(), &others) {
            let text = tokens.to_string();
            let Ok(output) = catch_unwind(|| derive(text.parse().unwrap())) else {
                panic!("the derive panics for {text}");
            };
            // Without a message all values are the user's own tokens, of which
            // rustc has to report what is wrong.
            if output.to_string().contains("compile_error") {
                let parsed = syn::parse2::<syn::File>(output.clone());
                assert!(parsed.is_ok(), "{text}\nbecomes\n{output}");
                count += 1;
            }
        }
    }
    assert!(count > 1000, "only {count} mistakes were found");
}
