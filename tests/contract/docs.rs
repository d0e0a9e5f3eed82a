//! Where type URIs lead, whatever form they have.

use catchall::http::{HeaderMap, HeaderValue, Method};
use catchall::{Catalog, Entry, ProblemDocs, ProblemType};
use serde_json::Value;

fn entry(code: &'static str, uri: &'static str) -> Entry {
    Entry::new(ProblemType::new(404, code).with_type_uri(uri))
}

fn docs() -> ProblemDocs {
    ProblemDocs::new(&Catalog::new([
        entry("gone", "https://api.example.com/errors/gone"),
        entry("no_credit", "https://api.example.com/errors/billing/broke"),
        entry("locked", "https://api.example.com/errors/lo%20cked"),
        entry("fragment", "https://api.example.com/errors#fragment"),
        entry("query", "https://api.example.com/errors/all?type=query"),
        entry("quota", "https://other.example/problems/quota-exceeded"),
        entry("tagged", "tag:api.example.com,2026:errors/tagged"),
        entry("plain", ""),
    ]))
}

/// Returns the status, and the codes of what is at this path.
fn found(docs: &ProblemDocs, path: &str) -> (u16, Vec<String>) {
    let response = docs.respond(&Method::GET, path, &HeaderMap::new());
    let json: Value = serde_json::from_slice(response.body()).unwrap();
    let problems = json["problems"].as_array().into_iter().flatten();
    let codes = problems.map(|it| it["code"].as_str().unwrap().to_owned());
    (response.status().as_u16(), codes.collect())
}

#[test]
fn the_path_of_a_type_uri_leads_to_it_with_and_without_its_base() {
    let docs = docs();
    for (rest, code) in [
        ("/gone", "gone"),
        ("/billing/broke", "no_credit"),
        ("/lo%20cked", "locked"),
        // By the code.
        ("/no_credit", "no_credit"),
        ("/fragment", "fragment"),
        ("/query", "query"),
        ("/quota", "quota"),
        ("/tagged", "tagged"),
        ("/plain", "plain"),
        ("/internal_error", "internal_error"),
    ] {
        for path in [
            format!("/errors{rest}"),
            rest.to_owned(),
            rest[1..].to_owned(),
        ] {
            assert_eq!(found(&docs, &path), (200, vec![code.to_owned()]), "{path}");
        }
    }
}

#[test]
fn the_base_itself_has_all_types() {
    let docs = docs();
    for path in ["/errors", "/errors/", "/", ""] {
        let (status, codes) = found(&docs, path);
        assert_eq!((status, codes.len()), (200, 9), "{path}");
    }
}

#[test]
fn nothing_is_elsewhere() {
    let docs = docs();
    for path in [
        "/errorsgone",
        "/errors/billing",
        "/errors/gone/",
        "/errors/errors/gone",
        "/problems/quota-exceeded",
        "/quota-exceeded",
        "/all",
        "/../gone",
    ] {
        assert_eq!(found(&docs, path), (404, vec![]), "{path}");
    }
}

#[test]
fn several_types_of_one_code_are_on_one_page() {
    let catalog = Catalog::new([
        entry("gone", "https://a.example/one"),
        entry("gone", "https://a.example/two"),
    ]);
    let docs = ProblemDocs::new(&catalog);
    assert_eq!(found(&docs, "/one").1.len(), 1);
    assert_eq!(found(&docs, "/gone").1.len(), 2);
    let mut headers = HeaderMap::new();
    headers.insert("accept", HeaderValue::from_static("text/html"));
    let page = docs.respond(&Method::GET, "/gone", &headers);
    let page = String::from_utf8(page.body().to_vec()).unwrap();
    for section in ["<section id=\"gone\">", "<section id=\"gone-2\">"] {
        assert_eq!(page.matches(section).count(), 1, "{page}");
    }
}

#[test]
fn accept_decides_between_page_and_json() {
    const JSON: &str = "application/json";
    const PAGE: &str = "text/html; charset=utf-8";
    let docs = docs();
    for (accept, expected) in [
        ("", JSON),
        ("*/*", JSON),
        ("application/json", JSON),
        ("application/problem+json", JSON),
        ("text/html", PAGE),
        ("text/*", PAGE),
        ("text/html, */*", PAGE),
        ("text/html;q=0.5, application/json", JSON),
        ("application/json;q=0.5, text/html", PAGE),
        // Types that are not offered do not decide.
        ("text/plain, text/html;q=0.5", PAGE),
        ("text/plain", JSON),
    ] {
        let mut headers = HeaderMap::new();
        headers.insert("accept", HeaderValue::from_static(accept));
        let response = docs.respond(&Method::GET, "/gone", &headers);
        assert_eq!(response.status(), 200, "{accept}");
        assert_eq!(response.headers()["content-type"], expected, "{accept}");
    }
}

#[test]
fn a_copy_that_is_known_is_not_sent() {
    let docs = docs();
    let respond = |known: Option<&str>| {
        let mut headers = HeaderMap::new();
        if let Some(known) = known {
            headers.insert("if-none-match", known.parse().unwrap());
        }
        docs.respond(&Method::GET, "/gone", &headers)
    };
    let tag = respond(None).headers()["etag"].to_str().unwrap().to_owned();
    for known in [&*tag, &format!("W/{tag}"), &format!("\"a\" ,{tag}"), "*"] {
        let response = respond(Some(known));
        assert_eq!(response.status(), 304, "{known}");
        assert!(response.body().is_empty());
        assert!(!response.headers().contains_key("content-type"));
    }
    assert_eq!(respond(Some("\"a\"")).status(), 200);
    // The same in every run: it identifies the content.
    assert_eq!(
        self::docs()
            .respond(&Method::GET, "/gone", &HeaderMap::new())
            .headers()["etag"],
        *tag
    );
}
