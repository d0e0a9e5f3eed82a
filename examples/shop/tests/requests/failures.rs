//! The table of failures: each of its requests fails as declared, together they cover
//! all problems of the shop, and the start page has all of them.

use std::collections::{BTreeMap, BTreeSet};

use shop::failures::{self, Failure};
use ureq::http::Request;

use crate::harness::{Shop, send_plainly};

/// Returns the code of the problem that a failure leads to.
fn code(shop: &Shop, failure: &Failure) -> String {
    let answer = send_plainly(failure.request(&shop.url("")).unwrap());
    assert_eq!(answer.status, failure.status, "{}", failure.name);
    let problem = answer.json();
    assert_eq!(problem["status"], failure.status, "{}", failure.name);
    problem["code"].as_str().unwrap().to_owned()
}

#[test]
fn every_problem_of_the_shop_has_a_request() {
    let shop = Shop::open();
    let codes: BTreeMap<&str, String> = failures::all()
        .map(|failure| (failure.name, code(&shop, failure)))
        .collect();
    assert_eq!(codes.len(), failures::all().count(), "two have one name");

    let reached: BTreeSet<&str> = codes.values().map(String::as_str).collect();
    let catalog = shop.get("/errors").json();
    let catalog = catalog["problems"].as_array().unwrap().iter();
    let missing: Vec<&str> = catalog
        .map(|entry| entry["code"].as_str().unwrap())
        .filter(|code| !reached.contains(code))
        .collect();
    assert!(missing.is_empty(), "no request leads to {missing:?}");

    // Problems that are not in the catalog: unmapped errors, and the responses of the boundary.
    for (name, code) in [
        ("ledger", "internal_error"),
        ("unreadable-row", "internal_error"),
        ("broken-receipt", "internal_error"),
        ("panic", "internal_error"),
        ("too-slow", "service_unavailable"),
        ("unknown-path", "not_found"),
        ("wrong-method", "method_not_allowed"),
        ("too-large", "content_too_large"),
        ("broken-json", "invalid_json"),
        ("wrong-type", "invalid_body"),
        ("no-type", "missing_content_type"),
        ("not-json", "unsupported_media_type"),
    ] {
        assert_eq!(codes[name], code, "{name}");
    }

    // No request changes anything.
    for failure in failures::all() {
        assert_eq!(
            code(&shop, failure),
            codes[failure.name],
            "{}",
            failure.name
        );
    }
}

#[test]
fn the_start_page_shows_what_the_client_and_the_log_get() {
    let shop = Shop::open();
    for failure in failures::all() {
        let page = shop.page(&format!("/try/{}", failure.name));
        let status = format!("<b>HTTP/1.1 {} ", failure.status);
        assert!(page.contains(&status), "{page}");
        assert!(page.contains("<i>content-type:</i> application/problem+json\n"));
        assert!(
            page.contains(&format!(r#""status":{},"#, failure.status)),
            "{page}"
        );
        assert_eq!(page.matches("aria-current").count(), 1, "{page}");

        // The one event of this request is the one that is shown.
        let logged = shop.logged_of_any();
        assert_eq!(page.matches(r#"class="event""#).count(), 1, "{page}");
        for (name, value) in logged.fields.iter().filter(|(name, _)| *name != "message") {
            let row = format!("<dt>{name}</dt><dd>{value}</dd>");
            assert!(page.contains(&row), "no {row} in {page}");
        }
        let id = logged.get("request_id");
        assert!(
            page.contains(&format!("<i>x-request-id:</i> {id}\n")),
            "{page}"
        );
        let level = format!(">{}</b>", logged.level);
        assert!(page.contains(&level), "{page}");
    }
}

#[test]
fn the_start_page_has_a_link_for_each() {
    let shop = Shop::open();
    let page = shop.page("/");
    for Failure {
        name,
        wrong,
        status,
        ..
    } in failures::all()
    {
        let link = format!(r#"href="/try/{name}#{name}""#);
        assert_eq!(page.matches(&link).count(), 1, "{link}");
        assert!(page.contains(wrong), "{wrong}");
        assert!(page.contains(&format!(">{status}</span>")));
    }
    assert_eq!(shop.get("/try/nothing").status, 404);
}

#[test]
fn the_line_for_a_shell_is_the_same_request() {
    let shop = Shop::open();
    for failure in failures::all() {
        let line = failure.curl(&shop.url(""));
        let request: Request<Vec<u8>> = failure.request(&shop.url("")).unwrap();
        assert!(line.contains(&request.uri().to_string()), "{line}");
        for (name, value) in request.headers() {
            let header = format!("{name}: {}'", value.to_str().unwrap());
            assert!(
                line.to_lowercase().contains(&header.to_lowercase()),
                "{line}"
            );
        }
        let has_body = line.contains(" -d '") || line.contains("--data-binary");
        assert_eq!(has_body, !request.body().is_empty(), "{line}");
    }
}
