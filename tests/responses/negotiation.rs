//! Whatever a client accepts, it gets the same status, and a body that it can read.

use crate::support::{header, headers, json, text};

use catchall::{HttpError, Problem, RequestContext, Response};
use http::{HeaderValue, Method, StatusCode};
use proptest::prelude::*;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("no user {0}")]
    #[http(404)]
    NoUser(u8),
    #[error("fixed")]
    #[http(410, hide)]
    Fixed,
    #[error("busy")]
    #[http(503, retry_after = 7, header("Vary" = "Origin"))]
    Busy,
    #[error("secret")]
    Unmapped,
    #[error("inner")]
    #[http(transparent)]
    Inner(#[from] Problem),
}

fn errors() -> [AppError; 5] {
    [
        AppError::NoUser(7),
        AppError::Fixed,
        AppError::Busy,
        AppError::Unmapped,
        AppError::Inner(Problem::conflict().with_detail("taken")),
    ]
}

fn request(lines: &[HeaderValue]) -> RequestContext {
    let request = RequestContext::new(Method::GET, "/users/7");
    let with_line = |request: RequestContext, line: &HeaderValue| request.with_accept(line.clone());
    lines.iter().fold(request, with_line)
}

/// Parts of valid lists, in any order.
fn plausible() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec![
        "text/html",
        "text/plain",
        "text/*",
        "*/*",
        "*",
        "application/json",
        "/",
        "+json",
        "application/problem+json",
        "application/problem+xml",
        "application/xml",
        "image/svg+xml",
        "application/vnd.a.b+json",
        "application/xhtml+xml",
        ";q=0",
        ";q=1",
        ";q=0.5",
        ";q=.3",
        ";q=1.001",
        ";q=",
        "; q = 1",
        ";charset=utf-8",
        ";v=\"a,b;c\"",
        ";v=\"\\\"",
        "\"",
        "\\",
        ",",
        ", ",
        ";",
        " ",
        "\t",
        "=",
        "q",
        "\u{e9}",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat().into_bytes())
}

/// All bytes that a header can contain.
fn any_bytes(length: usize) -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![Just(b'\t'), 0x20..0x7f_u8, 0x80..=0xff_u8];
    prop::collection::vec(byte, 0..length)
}

fn any_line() -> impl Strategy<Value = HeaderValue> {
    let bytes = prop_oneof![
        8 => plausible(),
        4 => any_bytes(80),
        1 => plausible().prop_map(|line| line.repeat(200)),
        1 => any_bytes(80).prop_map(|line| line.repeat(200)),
    ];
    bytes.prop_map(|bytes| HeaderValue::from_bytes(&bytes).expect("no control characters"))
}

#[track_caller]
fn assert_readable(response: &Response, expected: &Response) {
    assert_eq!(response.status(), expected.status());
    assert_ne!(response.status(), StatusCode::NOT_ACCEPTABLE);
    let body = text(response);
    let status = response.status().as_str().to_owned();
    match &*header(response, "content-type") {
        "application/problem+json" => assert_eq!(response.body(), expected.body()),
        "application/problem+xml" => {
            let element = format!("<status>{status}</status>");
            assert!(body.contains(&element), "{body}");
        }
        "text/html; charset=utf-8" => {
            assert!(body.contains(&format!("<title>{status} ")), "{body}");
        }
        "text/plain; charset=utf-8" => {
            let problem = json(expected);
            let expected = problem.get("detail").unwrap_or(&problem["title"]);
            assert_eq!(body, *expected);
        }
        other => panic!("{other}"),
    }
    assert!(!body.is_empty() && !body.contains("secret"), "{body}");
    let mut vary = headers(expected, "vary");
    vary.push("accept".to_owned());
    assert_eq!(headers(response, "vary"), vary);
    assert_eq!(
        headers(response, "retry-after"),
        headers(expected, "retry-after")
    );
}

proptest! {
    #[test]
    fn the_status_is_the_same_and_there_is_a_body(lines in prop::collection::vec(any_line(), 0..6)) {
        let request = request(&lines);
        for error in errors() {
            let expected = error.to_response();
            assert_readable(&error.to_response_in(&request), &expected);
        }
    }

    /// RFC 9110 §5.3: several lines are one list.
    #[test]
    fn lines_are_one_list(lines in prop::collection::vec(plausible(), 0..6)) {
        // A string that is not closed would continue on the next line.
        prop_assume!(lines.iter().all(|line| !line.contains(&b'"')));
        let value = |bytes: &[u8]| HeaderValue::from_bytes(bytes).expect("no control characters");
        let apart: Vec<_> = lines.iter().map(|line| value(line)).collect();
        let together = value(&lines.join(&b','));
        let error = AppError::NoUser(7);
        let apart = error.to_response_in(&request(&apart));
        let together = error.to_response_in(&request(&[together]));
        prop_assert_eq!(apart.body(), together.body());
    }
}

#[test]
fn many_lines_are_read() {
    let mut lines = vec![HeaderValue::from_static("image/png"); 10_000];
    lines.push(HeaderValue::from_static("text/plain"));
    let response = AppError::NoUser(7).to_response_in(&request(&lines));
    assert_eq!(text(&response), "no user 7");
}

#[test]
fn what_varies_is_said_once() {
    for (vary, expected) in [
        ("Origin", vec!["Origin", "accept"]),
        ("Accept", vec!["Accept"]),
        (
            "origin, ACCEPT ,user-agent",
            vec!["origin, ACCEPT ,user-agent"],
        ),
        ("*", vec!["*"]),
        ("Accept-Language", vec!["Accept-Language", "accept"]),
    ] {
        let problem =
            Problem::not_found().with_header(http::header::VARY, HeaderValue::from_static(vary));
        assert_eq!(
            headers(&problem.to_response_in(&request(&[])), "vary"),
            expected
        );
    }
}
