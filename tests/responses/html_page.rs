//! The page for people: what it shows, how it is escaped, and what a browser may do
//! with it.

use crate::support::{any_text, header, headers, json, text};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use catchall::format::{Html, Negotiated};
use catchall::{Body, Format, HttpError, Problem, RequestContext, Response};
use http::{HeaderValue, Method};
use proptest::prelude::*;
use serde_json::{Value, json as value};
use sha2::{Digest, Sha256};

const DATA: &str = "<script type=\"application/problem+json\">";

fn page(problem: Problem) -> Response {
    problem.with_format(&Html).to_response()
}

/// Returns what is between two marks, each of which occurs once.
#[track_caller]
fn between<'t>(page: &'t str, start: &str, end: &str) -> &'t str {
    assert_eq!(page.matches(start).count(), 1, "{start} in {page}");
    let behind = page.split_once(start).unwrap().1;
    behind.split_once(end).unwrap().0
}

/// Returns the problem in a page, as a program reads it.
#[track_caller]
fn data(page: &str) -> Value {
    serde_json::from_str(between(page, DATA, "</script>")).unwrap()
}

fn in_browser(path: &str) -> RequestContext {
    let accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    RequestContext::new(Method::GET, path).with_accept(HeaderValue::from_static(accept))
}

#[test]
fn it_says_what_happened_and_what_to_do_next() {
    let response = page(Problem::not_found().with_detail("there is no list <7>"));
    let page = text(&response);
    assert!(
        page.starts_with("<!doctype html>\n<html lang=\"en\">"),
        "{page}"
    );
    assert_eq!(between(&page, "<title>", "</title>"), "404 Not Found");
    assert_eq!(
        between(&page, "<h1>", "</h1>"),
        "<span>404</span> Not Found"
    );
    assert_eq!(
        between(&page, "</h1>\n", "</main>"),
        "<p>there is no list &lt;7&gt;</p>\n\
         <p class=\"next\">Check the address, or go back to the page that you came from.</p>\n"
    );
    assert!(!page.contains("request id"), "{page}");
}

/// Old browsers replace a smaller page by their own.
#[test]
fn it_is_not_small() {
    let statuses = catchall::status::registered().map(|(status, _)| status);
    // A 304 has no body.
    for status in statuses.filter(|status| *status != 304) {
        let page = page(Problem::new(status));
        assert!(page.body().len() > 512, "{status}");
        assert!(page.body().len() < 4_096, "{status}: {}", page.body().len());
    }
}

#[test]
fn what_to_do_next_depends_on_the_status() {
    for (status, expected) in [
        (400, "check what you entered"),
        (401, "Sign in"),
        (402, "paid"),
        (403, "You do not have access"),
        (404, "Check the address"),
        (405, "try again from there"),
        (409, "reload the page"),
        (413, "smaller file"),
        (422, "check what you entered"),
        (429, "Try again in a few minutes"),
        (500, "Try again in a few minutes"),
        (502, "Try again in a few minutes"),
        (503, "Try again in a few minutes"),
        (504, "Try again in a few minutes"),
    ] {
        let page = text(&page(Problem::new(status)));
        let advice = between(&page, "<p class=\"next\">", "</p>");
        assert!(advice.contains(expected), "{status}: {advice}");
    }
}

#[test]
fn it_tells_when_to_try_again() {
    let advice = |seconds: u64| {
        let problem = Problem::service_unavailable()
            .with_retry_after(std::time::Duration::from_secs(seconds));
        text(&page(problem))
    };
    assert!(advice(1).contains(" Try again in 1 second.</p>"));
    assert!(advice(30).contains(" Try again in 30 seconds.</p>"));
    assert!(advice(600).contains(" Try again in 10 minutes.</p>"));
    let page = text(&page(Problem::service_unavailable()));
    assert!(page.contains(" Try again in a few minutes.</p>"), "{page}");
}

#[test]
fn the_request_id_is_there_to_quote() {
    let quoted = |id: Value| {
        let problem = Problem::internal_server_error().with_member("request_id", id);
        text(&page(problem))
    };
    let shown = quoted("a<b>&\"c\"".into());
    assert_eq!(
        between(&shown, "<code>", "</code>"),
        "a&lt;b&gt;&amp;&quot;c&quot;"
    );
    assert_eq!(data(&shown)["request_id"], "a<b>&\"c\"");
    assert_eq!(between(&quoted(value!(17)), "<code>", "</code>"), "17");
    for id in [value!(null), value!({"a": 1}), value!([])] {
        assert!(!quoted(id).contains("<code>"));
    }
}

#[test]
fn it_has_the_problem_as_a_program_would_have_got_it() {
    let problem = || {
        Problem::unprocessable_content()
            .with_type_uri("https://example.com/invalid")
            .with_title("</script><!-- <b>")
            .with_detail("\u{2028}\u{2029}</script> &amp;")
            .with_instance("/orders/7?a=<")
            .with_member("</script>", value!({"<": [1.50, "</SCRIPT >"]}))
    };
    let shown = text(&page(problem()));
    assert_eq!(data(&shown), json(&problem().to_response()));
}

/// A format other than problem+json may have such members; the problem in the page may not.
#[test]
fn a_reserved_name_is_not_in_it_twice() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("a text")]
    #[http(404, format = Html, member("status" = "failed"), member("kept" = true))]
    struct Failed;

    let shown = text(&Failed.to_response());
    let data = between(&shown, DATA, "</script>");
    assert_eq!(
        data,
        r#"{"title":"Not Found","status":404,"code":"failed","detail":"a text","kept":true}"#
    );
}

#[test]
fn its_policy_allows_its_style_and_nothing_else() {
    let response = page(Problem::not_found());
    let policy = header(&response, "content-security-policy");
    let style = text(&response);
    let style = between(&style, "<style>", "</style>");
    let hash = STANDARD.encode(Sha256::digest(style));
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; \
             form-action 'none'; frame-ancestors 'none'"
        )
    );
}

#[test]
fn only_a_page_of_ours_has_the_policy() {
    struct Own;

    impl Format for Own {
        fn render(&self, _problem: &Problem, _context: Option<&RequestContext>) -> Body {
            Body::new("text/html", "<p>own</p>")
        }
    }

    let has_policy =
        |response: &Response| response.headers().contains_key("content-security-policy");
    assert!(!has_policy(&Problem::not_found().to_response()));
    assert!(!has_policy(
        &Problem::not_found().with_format(&Own).to_response()
    ));
    for (accept, expected) in [("text/html", true), ("text/plain", false), ("*/*", false)] {
        let request =
            RequestContext::new(Method::GET, "/").with_accept(HeaderValue::from_static(accept));
        let response = Problem::not_found().to_response_in(&request);
        assert_eq!(has_policy(&response), expected, "{accept}");
    }
}

#[test]
fn a_policy_of_the_error_takes_precedence() {
    let problem = Problem::not_found().with_header(
        http::header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'self'"),
    );
    assert_eq!(
        header(&page(problem), "content-security-policy"),
        "default-src 'self'"
    );
}

/// Removes the elements and attributes of the page itself.
fn unescape(html: &str) -> String {
    html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

proptest! {
    #[test]
    fn every_value_is_escaped(title in any_text(), detail in any_text(), id in any_text()) {
        let problem = || Problem::internal_server_error()
            .with_title(format!("x{title}"))
            .with_detail(detail.clone())
            .with_member("request_id", format!("x{id}"))
            .with_member(id.clone(), detail.clone());
        let fixed = text(&page(Problem::internal_server_error().with_detail("").with_member("request_id", "x")));
        let shown = text(&page(problem()));
        // No element is added, and none is closed early.
        prop_assert_eq!(shown.matches('<').count(), fixed.matches('<').count());
        prop_assert_eq!(shown.matches('>').count(), fixed.matches('>').count());
        let heading = between(&shown, "<h1>", "</h1>");
        prop_assert_eq!(unescape(heading), format!("<span>500</span> x{title}"));
        let paragraph = between(&shown, "</h1>\n<p>", "</p>");
        prop_assert_eq!(unescape(paragraph), detail.clone());
        let quoted = between(&shown, "<code>", "</code>");
        prop_assert_eq!(unescape(quoted), format!("x{id}"));
        let embedded = between(&shown, DATA, "</script>");
        let is_clean = !embedded.contains(['<', '>', '&', '\u{2028}', '\u{2029}']);
        prop_assert!(is_clean, "{}", embedded);
        prop_assert_eq!(data(&shown), json(&problem().to_response()));
    }
}

/// A page of the site, from a template.
struct Site;

const TEMPLATE: &str = "<!doctype html><title>{{ status }}</title>\
                        <h1>{{ title }}</h1><p>{{ detail }}</p>";

fn site_page(problem: &Problem) -> Body {
    let mut templates = minijinja::Environment::new();
    let values = value!({
        "status": problem.status().as_u16(),
        "title": problem.title(),
        "detail": problem.detail(),
    });
    // The name decides what is escaped.
    let page = templates
        .add_template("error.html", TEMPLATE)
        .and_then(|()| templates.get_template("error.html")?.render(values));
    Body::new("text/html; charset=utf-8", page.unwrap())
}

impl Format for Site {
    fn render(&self, problem: &Problem, context: Option<&RequestContext>) -> Body {
        Negotiated.render_with_page(problem, context, site_page)
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
#[http(format = Site)]
enum SiteError {
    #[error("there is no list <{0}>")]
    #[http(404, header("Vary" = "Origin"))]
    NoList(u8),
}

#[test]
fn a_site_has_a_page_of_its_own() {
    let error = SiteError::NoList(7);
    let response = error.to_response_in(&in_browser("/lists/7"));
    assert_eq!(
        header(&response, "content-type"),
        "text/html; charset=utf-8"
    );
    assert_eq!(
        text(&response),
        "<!doctype html><title>404</title><h1>Not Found</h1>\
         <p>there is no list &lt;7&gt;</p>"
    );
    assert_eq!(headers(&response, "vary"), ["Origin", "accept"]);
    assert!(headers(&response, "content-security-policy").is_empty());
    // Programs receive what they received before.
    let request = RequestContext::new(Method::GET, "/lists/7");
    let response = error.to_response_in(&request);
    assert_eq!(json(&response)["detail"], "there is no list <7>");
    assert_eq!(headers(&response, "vary"), ["Origin", "accept"]);
    assert_eq!(headers(&error.to_response(), "vary"), ["Origin"]);
}
