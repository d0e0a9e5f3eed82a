//! `on`: what applies to all variants with certain statuses.

use crate::asserts::{header, headers, json, problem, status, text};
use catchall::HttpError;
use std::time::Duration;
use thiserror::Error;

#[derive(Debug, Error, HttpError)]
#[http(
    on(401, www_authenticate = "Bearer"),
    on(429 | 503, retry_after = 10),
    on(METHOD_NOT_ALLOWED, allow = "GET, HEAD"),
    on(4xx, header("X-Class" = "client")),
    on(5xx, header("X-Class" = "server"), log = warn),
    on(504, format = Text)
)]
enum Fixed {
    #[error("who are you?")]
    #[http(401)]
    Unauthorized,
    #[error("who are you?")]
    #[http(401, www_authenticate = "Basic realm=\"own\"")]
    OwnChallenge,
    #[error("slow down")]
    #[http(429)]
    Slow,
    #[error("slow down")]
    #[http(429, retry_after = *_0)]
    SlowFor(u32),
    #[error("down")]
    #[http(503)]
    Down,
    #[error("not so")]
    #[http(405)]
    Method,
    #[error("late")]
    #[http(504)]
    Late,
    #[error("it is unmapped")]
    Unmapped,
    #[error("own class")]
    #[http(404, header("X-Class" = "own"))]
    OwnClass,
}

#[test]
fn on_is_for_the_variants_of_its_statuses() {
    assert_eq!(
        header(&Fixed::Unauthorized, "www-authenticate").unwrap(),
        "Bearer"
    );
    assert_eq!(header(&Fixed::Slow, "retry-after").unwrap(), "10");
    assert_eq!(header(&Fixed::Down, "retry-after").unwrap(), "10");
    assert_eq!(header(&Fixed::Method, "allow").unwrap(), "GET, HEAD");
    assert_eq!(header(&Fixed::Method, "retry-after"), None);
    assert_eq!(header(&Fixed::Unauthorized, "x-class").unwrap(), "client");
    assert_eq!(header(&Fixed::Down, "x-class").unwrap(), "server");
    assert_eq!(header(&Fixed::Unmapped, "x-class").unwrap(), "server");
}

#[test]
fn the_variants_own_header_is_first() {
    assert_eq!(
        headers(&Fixed::OwnChallenge, "www-authenticate"),
        ["Basic realm=\"own\""]
    );
    assert_eq!(headers(&Fixed::SlowFor(3), "retry-after"), ["3"]);
    assert_eq!(headers(&Fixed::OwnClass, "x-class"), ["own"]);
}

#[test]
fn on_may_set_the_format() {
    let response = Fixed::Late.to_response();
    assert_eq!(
        response.headers()["content-type"],
        "text/plain; charset=utf-8"
    );
    assert_eq!(text(&response), "Gateway Timeout");
    assert_eq!(problem(&Fixed::Down)["status"], 503);
}

#[derive(Debug, Error, HttpError)]
#[http(
    on(401 | 407, www_authenticate = "Bearer"),
    on(429, retry_after = self.wait()),
    on(3xx, location = "/elsewhere"),
    on(5xx, format = Empty)
)]
enum Late {
    #[error("as it comes")]
    #[http(status = _0)]
    Status(u16),
    #[error("slow")]
    #[http(429)]
    Slow,
    #[error("slow, with its own")]
    #[http(429, retry_after = 7)]
    OwnSlow,
    #[error(transparent)]
    #[http(transparent)]
    Inner(Inner),
}

#[derive(Debug, Error, HttpError)]
enum Inner {
    #[error("inner")]
    #[http(429)]
    Slow,
    #[error("inner")]
    #[http(429, retry_after = 3)]
    OwnSlow,
    #[error("inner")]
    Unmapped,
}

impl Late {
    fn wait(&self) -> Duration {
        match self {
            Self::Slow => Duration::from_secs(1),
            _ => Duration::from_secs(2),
        }
    }
}

#[test]
fn on_is_decided_by_the_status_of_the_response() {
    assert_eq!(
        header(&Late::Status(401), "www-authenticate").unwrap(),
        "Bearer"
    );
    assert_eq!(header(&Late::Status(404), "www-authenticate"), None);
    assert_eq!(
        header(&Late::Status(302), "location").unwrap(),
        "/elsewhere"
    );
    assert_eq!(header(&Late::Status(429), "retry-after").unwrap(), "2");
    assert_eq!(header(&Late::Slow, "retry-after").unwrap(), "1");
    assert_eq!(headers(&Late::OwnSlow, "retry-after"), ["7"]);
}

#[test]
fn on_is_for_what_is_delegated_too() {
    assert_eq!(headers(&Late::Inner(Inner::Slow), "retry-after"), ["2"]);
    let unmapped = Late::Inner(Inner::Unmapped);
    assert_eq!(status(&unmapped), 500);
    assert!(unmapped.to_response().body().is_empty());
}

#[test]
fn the_outer_on_is_before_the_inner_errors_header() {
    assert_eq!(headers(&Late::Inner(Inner::OwnSlow), "retry-after"), ["2"]);
}

#[test]
fn on_may_take_the_body_away() {
    let response = Late::Status(502).to_response();
    assert_eq!(response.status(), 502);
    assert!(response.body().is_empty());
    assert!(!response.headers().contains_key("content-type"));
    assert_eq!(json(&Late::Status(404).to_response())["status"], 404);
}

#[derive(Debug, Error, HttpError)]
#[http(
    on(4xx, header("X-List" = "class")),
    on(404, header("X-List" = "one"), header("X-List" = "two"), link = "</a>; rel=\"a\"", link = "</b>; rel=\"b\"")
)]
enum Several {
    #[error("x")]
    #[http(404)]
    NotFound,
    #[error("x")]
    #[http(400)]
    BadRequest,
}

#[test]
fn of_several_the_last_one_that_applies_takes_precedence() {
    assert_eq!(headers(&Several::BadRequest, "x-list"), ["class"]);
    assert_eq!(headers(&Several::NotFound, "x-list"), ["one", "two"]);
    assert_eq!(
        headers(&Several::NotFound, "link"),
        ["</a>; rel=\"a\"", "</b>; rel=\"b\""]
    );
}

#[derive(Debug, Error, HttpError)]
#[http(
    on(4xx, header("X-List" = "class"), retry_after = 1),
    on(404, header("X-List" = "one"))
)]
enum SeveralLate {
    #[error("x")]
    #[http(status = _0)]
    Late(u16),
}

#[test]
fn the_order_is_the_same_where_the_status_is_known_at_run_time() {
    assert_eq!(headers(&SeveralLate::Late(400), "x-list"), ["class"]);
    assert_eq!(headers(&SeveralLate::Late(404), "x-list"), ["one"]);
    assert_eq!(headers(&SeveralLate::Late(404), "retry-after"), ["1"]);
}

#[derive(Debug, Error, HttpError)]
#[error("struct")]
#[http(401, on(401, www_authenticate = "Bearer", link = "</y>; rel=\"help\""))]
struct Struct;

#[test]
fn on_may_stand_on_a_struct() {
    assert_eq!(header(&Struct, "www-authenticate").unwrap(), "Bearer");
    assert_eq!(header(&Struct, "link").unwrap(), "</y>; rel=\"help\"");
}
