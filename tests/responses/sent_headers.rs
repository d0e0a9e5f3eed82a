//! A header that would break the message, or that belongs to another status, is left
//! out, and the log has a note.

use std::fmt;

use crate::support::{header, headers, json, logged_once, text};
use catchall::{Description, HttpError, Problem, Response};
use http::{HeaderName, HeaderValue, StatusCode};

/// An impl by hand with a status and headers.
#[derive(Debug)]
struct ByHand(u16, Vec<(&'static str, String)>);

impl fmt::Display for ByHand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("by hand")
    }
}

impl std::error::Error for ByHand {}

impl HttpError for ByHand {
    fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.0).unwrap()
    }

    fn describe(&self, description: &mut Description<'_>) {
        for (name, value) in &self.1 {
            let name = HeaderName::from_static(name);
            description.header(&name, value);
        }
    }
}

/// Returns the same headers on an error and on a problem.
fn both_ways(status: u16, given: &[(&'static str, String)]) -> Vec<(Response, String)> {
    let error = ByHand(status, given.to_vec());
    let mut problem = Problem::new(status);
    for (name, value) in given {
        problem = problem.with_header(*name, HeaderValue::from_str(value).unwrap());
    }
    let (by_error, of_error) = logged_once(|| error.to_response());
    let (by_problem, of_problem) = logged_once(|| problem.to_response());
    vec![
        (by_error, of_error.field("problem.note").to_owned()),
        (by_problem, of_problem.field("problem.note").to_owned()),
    ]
}

#[track_caller]
fn assert_left_out(status: u16, name: &'static str, value: &str, note: &str) {
    let kept = ("x-kept", "1".to_owned());
    for (response, noted) in both_ways(status, &[(name, value.to_owned()), kept]) {
        assert!(
            !headers(&response, name).iter().any(|sent| sent == value),
            "{name}: {value}"
        );
        assert_eq!(header(&response, "x-kept"), "1", "{name}: {value}");
        assert_noted(&noted, note, name);
    }
}

/// If the status must have the header, the log also notes that it is missing.
#[track_caller]
fn assert_noted(noted: &str, note: &str, name: &str) {
    let lacks = "the status must have a header that is not set";
    let others: Vec<&str> = noted.split("; ").filter(|note| *note != lacks).collect();
    assert_eq!(others, [note], "{name}");
}

#[track_caller]
fn assert_sent(status: u16, name: &'static str, value: &str) {
    for (response, note) in both_ways(status, &[(name, value.to_owned())]) {
        assert_eq!(header(&response, name), value);
        assert_eq!(note, "", "{name}: {value}");
    }
}

#[test]
fn what_frames_the_message_or_describes_a_body_is_left_out() {
    let note = "a header belongs to the body or to the connection";
    for (name, value) in [
        ("content-type", "text/html"),
        ("content-length", "3"),
        ("content-encoding", "gzip"),
        ("content-digest", "sha-256=:AA==:"),
        ("transfer-encoding", "chunked"),
        ("te", "trailers"),
        ("trailer", "x-later"),
        ("keep-alive", "timeout=5"),
        ("proxy-connection", "close"),
        ("date", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("host", "example.com"),
        ("expect", "100-continue"),
    ] {
        for status in [404, 503] {
            assert_left_out(status, name, value, note);
        }
    }
}

#[test]
fn an_upgrade_and_a_content_range_go_with_their_status_only() {
    let note = "a header belongs to the body or to the connection";
    assert_left_out(503, "upgrade", "websocket", note);
    assert_left_out(400, "connection", "close", note);
    assert_left_out(404, "content-range", "bytes */3", note);
    assert_sent(416, "content-range", "bytes */3");
    let (upgrade, event) = logged_once(|| Problem::upgrade_required("HTTP/3.0").to_response());
    assert_eq!(header(&upgrade, "upgrade"), "HTTP/3.0");
    assert_eq!(header(&upgrade, "connection"), "upgrade");
    assert_eq!(event.field("problem.note"), "");
}

#[test]
fn a_304_has_what_it_must_have() {
    for (name, value) in [
        ("etag", "\"v1\""),
        ("last-modified", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("content-location", "/a"),
        ("vary", "accept"),
        ("cache-control", "max-age=60"),
        ("expires", "0"),
    ] {
        assert_sent(304, name, value);
    }
    assert_sent(412, "etag", "\"v2\"");
    assert_sent(404, "content-language", "de");
    assert_sent(416, "accept-ranges", "bytes");
}

const LONG: usize = 8 * 1024;

#[test]
fn a_value_that_is_too_long_is_left_out() {
    assert_left_out(404, "x-long", &"a".repeat(LONG + 1), "a header is too long");
    assert_sent(404, "x-long", &"a".repeat(LONG));
}

#[test]
fn what_is_too_long_together_is_left_out() {
    let names = ["x-1", "x-2", "x-3", "x-4", "x-5"];
    // The names count, too.
    let length = 4 * 1024 - names[0].len();
    let given = names.map(|name| (name, "a".repeat(length)));
    for (response, note) in both_ways(404, &given) {
        for name in &names[..4] {
            assert_eq!(header(&response, name).len(), length, "{name}");
        }
        assert_eq!(headers(&response, "x-5"), [""; 0]);
        assert_eq!(note, "the headers are too long in total");
        assert_eq!(
            header(&response, "content-type"),
            "application/problem+json"
        );
    }
    // A header that still fits is sent.
    let mut given = names.map(|name| (name, "a".repeat(5 * 1024))).to_vec();
    given.push(("x-6", "small".to_owned()));
    for (response, _) in both_ways(404, &given) {
        assert_eq!(headers(&response, "x-4"), [""; 0]);
        assert_eq!(header(&response, "x-6"), "small");
    }
}

#[test]
fn a_name_that_is_too_long_together_with_others_is_left_out() {
    let names: Vec<&'static str> = (1..=3_u8)
        .map(|at| &*format!("x-{at}").repeat(2 * 1024).leak())
        .collect();
    let given: Vec<_> = names.iter().map(|name| (*name, "v".to_owned())).collect();
    for (response, note) in both_ways(404, &given) {
        assert_eq!(header(&response, names[0]), "v");
        assert_eq!(headers(&response, names[2]), [""; 0]);
        assert_eq!(note, "the headers are too long in total");
    }
}

#[test]
fn headers_that_are_too_many_are_left_out() {
    let names: Vec<&'static str> = (0..70).map(|at| &*format!("x-{at}").leak()).collect();
    let given: Vec<_> = names.iter().map(|name| (*name, "v".to_owned())).collect();
    for (response, note) in both_ways(404, &given) {
        assert_eq!(header(&response, "x-63"), "v");
        assert_eq!(headers(&response, "x-64"), [""; 0]);
        assert_eq!(
            header(&response, "content-type"),
            "application/problem+json"
        );
        assert_eq!(note, "there are too many headers");
    }
}

#[test]
fn every_note_is_logged() {
    let given = [
        ("x-long", "a".repeat(LONG + 1)),
        ("content-length", "7".to_owned()),
    ];
    for (_, note) in both_ways(401, &given) {
        assert_eq!(
            note,
            "the status must have a header that is not set; \
             a header belongs to the body or to the connection; a header is too long"
        );
    }
}

/// What a variant sets takes precedence over its type, even if it cannot be sent.
#[test]
fn a_type_does_not_replace_a_header_that_is_not_valid() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[http(on(4xx, header("X-A" = "of the type")))]
    enum Inner {
        #[error("inner")]
        #[http(404, header("X-A" = _0))]
        Own(&'static str),
    }
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("outer")]
    #[http(410, transparent)]
    struct Outer(Inner);

    for invalid in ["a\nb", "\0"] {
        let (own, event) = logged_once(|| Inner::Own(invalid).to_response());
        assert_eq!(headers(&own, "x-a"), [""; 0]);
        assert_eq!(
            event.field("problem.note"),
            "a header has a value that is not valid"
        );
        let changed = Outer(Inner::Own(invalid)).to_response();
        assert_eq!(headers(&changed, "x-a"), [""; 0]);
    }
    assert_eq!(header(&Outer(Inner::Own("b")).to_response(), "x-a"), "b");
}

#[derive(Debug, thiserror::Error, HttpError)]
enum Typed {
    #[error("retry")]
    #[http(503, retry_after = "{0}")]
    RetryAfter(i64),
    #[error("challenge")]
    #[http(401, www_authenticate = "Bearer realm=\"{0}\"")]
    Challenge(&'static str),
    #[error("challenge")]
    #[http(401, www_authenticate = *_0)]
    ChallengeExpr(&'static str),
    #[error("proxy")]
    #[http(407, header("Proxy-Authenticate" = "Basic realm=\"{0}\""))]
    Proxy(&'static str),
    #[error("link")]
    #[http(451, link = "<{0}>; rel=\"blocked-by\"")]
    Link(&'static str),
    #[error("link")]
    #[http(451, link = *_0)]
    LinkExpr(&'static str),
    #[error("allow")]
    #[http(405, allow = *_0)]
    Allow(&'static str),
    #[error("range")]
    #[http(416, content_range = "bytes */{0}")]
    Range(i64),
    #[error("range")]
    #[http(416, content_range = *_0)]
    RangeExpr(&'static str),
    #[error("location")]
    #[http(303, location = *_0)]
    Location(&'static str),
    #[error("upgrade")]
    #[http(426, header("Upgrade" = *_0))]
    Upgrade(&'static str),
}

#[test]
fn a_typed_header_follows_its_grammar() {
    let cases = [
        (Typed::RetryAfter(5), "retry-after", Some("5")),
        (Typed::RetryAfter(-5), "retry-after", None),
        (
            Typed::Challenge("api"),
            "www-authenticate",
            Some("Bearer realm=\"api\""),
        ),
        (Typed::Challenge("a\"b"), "www-authenticate", None),
        (
            Typed::ChallengeExpr("Bearer, Basic realm=\"x\""),
            "www-authenticate",
            Some("Bearer, Basic realm=\"x\""),
        ),
        (
            Typed::ChallengeExpr("Bearer realm=\"x"),
            "www-authenticate",
            None,
        ),
        (
            Typed::Proxy("p"),
            "proxy-authenticate",
            Some("Basic realm=\"p\""),
        ),
        (Typed::Proxy("\""), "proxy-authenticate", None),
        (Typed::Link("/a"), "link", Some("</a>; rel=\"blocked-by\"")),
        (Typed::Link("/a>b"), "link", None),
        (Typed::LinkExpr("/a"), "link", None),
        (Typed::Allow("GET, POST"), "allow", Some("GET, POST")),
        (Typed::Allow("GET POST"), "allow", None),
        (Typed::Range(7), "content-range", Some("bytes */7")),
        (Typed::Range(-7), "content-range", None),
        (Typed::RangeExpr("7"), "content-range", None),
        (Typed::Location("/a b"), "location", Some("/a%20b")),
        (Typed::Location(""), "location", None),
        (Typed::Upgrade("websocket"), "upgrade", Some("websocket")),
        (Typed::Upgrade("web socket"), "upgrade", None),
    ];
    for (error, name, expected) in cases {
        let (response, event) = logged_once(|| error.to_response());
        let sent: Vec<&str> = expected.into_iter().collect();
        assert_eq!(headers(&response, name), sent, "{error:?}");
        let noted = event.field("problem.note");
        match expected {
            Some(_) => assert_eq!(noted, "", "{error:?}"),
            None => assert_noted(noted, "a header has a value that is not valid", name),
        }
    }
}

#[test]
fn so_is_one_that_is_given_by_name() {
    let note = "a header has a value that is not valid";
    assert_left_out(503, "retry-after", "-5", note);
    assert_left_out(401, "www-authenticate", "Bearer realm=\"", note);
    assert_left_out(451, "link", "/a", note);
    assert_sent(503, "retry-after", "Sun, 06 Nov 1994 08:49:37 GMT");
}

#[derive(Debug, thiserror::Error, HttpError)]
#[http(type_base = "https://errors.example.com/")]
enum Coded {
    #[error("code")]
    #[http(404, code = *_0)]
    Expr(&'static str),
}

#[test]
fn a_type_uri_is_a_uri() {
    let problem = Problem::not_found().with_type_uri("/a b<ü>%20%");
    assert_eq!(
        json(&problem.to_response())["type"],
        "/a%20b%3C%C3%BC%3E%20%25"
    );
    assert_eq!(problem.type_uri(), "/a%20b%3C%C3%BC%3E%20%25");
}

#[test]
fn a_code_has_the_characters_of_one() {
    for code in ["", "no user", "a\"b", "ä", "a\nb", "a/b"] {
        let (response, event) = logged_once(|| Problem::conflict().with_code(code).to_response());
        assert_eq!(json(&response)["code"], "conflict", "{code:?}");
        let note = event.field("problem.note");
        assert_eq!(note, "the code is not valid", "{code:?}");
        let body = json(&Coded::Expr(code).to_response());
        assert_eq!(body["code"], "not_found", "{code:?}");
        assert_eq!(body.get("type"), None, "{code:?}");
    }
    let body = json(&Coded::Expr("no_such.user-7").to_response());
    assert_eq!(body["code"], "no_such.user-7");
    assert_eq!(body["type"], "https://errors.example.com/no_such.user-7");
}

#[test]
fn what_another_service_calls_its_problem_stays_as_it_was() {
    let read = r#"{"type":"/a b","title":"T","status":404,"code":"user: gone"}"#;
    let problem: Problem = serde_json::from_str(read).unwrap();
    assert_eq!(problem.code(), "user: gone");
    assert_eq!(problem.type_uri(), "/a b");
    assert_eq!(serde_json::to_string(&problem).unwrap(), read);
    let (response, event) = logged_once(|| problem.to_response());
    assert_eq!(text(&response), read);
    assert_eq!(event.field("problem.note"), "");
}
