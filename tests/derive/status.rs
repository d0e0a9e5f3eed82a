//! The status: where it can be written, and the resulting response.
#![allow(
    clippy::redundant_closure_call,
    clippy::unnecessary_result_map_or_else,
    clippy::trivially_copy_pass_by_ref,
    reason = "the unusual form of the values is what is tested"
)]

use crate::asserts::{header, json, problem, status, text};
use catchall::HttpError;
use http::StatusCode;
use thiserror::Error;

#[derive(Debug, Error, HttpError)]
enum Written {
    #[error("by number")]
    #[http(404)]
    Number,
    #[error("by name")]
    #[http(PAYLOAD_TOO_LARGE)]
    Name,
    #[error("by the name of the RFC")]
    #[http(UNPROCESSABLE_CONTENT)]
    NewerName,
    #[error("in digits, as an expression")]
    #[http(status = 499)]
    Unassigned,
    #[error("an odd status, written twice")]
    #[http(status = 418)]
    Teapot,
    #[error("a constant")]
    #[http(status = StatusCode::CONFLICT)]
    Constant,
    #[error("a sum")]
    #[http(status = 400_u16 + 10)]
    Sum,
    #[error("a status code: {_0}", _0 = _0.as_u16())]
    #[http(status = *_0)]
    Code(StatusCode),
    #[error("a reference to a number: {0}")]
    #[http(status = _0)]
    ByRef(u16),
    #[error("maybe one: {0:?}")]
    #[http(status = _0)]
    Maybe(Option<StatusCode>),
    #[error("maybe a number: {0:?}")]
    #[http(status = _0.as_ref())]
    MaybeRef(Option<u16>),
    #[error("a method")]
    #[http(status = self.decide(_0))]
    Method(u8),
    #[error("an `if`: {taken}")]
    #[http(status = if *taken { StatusCode::CONFLICT } else { StatusCode::GONE })]
    If { taken: bool },
    #[error("a `match`")]
    #[http(status = match number { 0 => 404_u16, 1 | 2 => 409, _ => 410 })]
    Match { number: u8 },
    #[error("a closure")]
    #[http(status = (|offset: u16, base: u16| base + offset)(*offset, 400))]
    Closure { offset: u16 },
    #[error("generic arguments with commas")]
    #[http(status = "404".parse::<u16>().map_or_else::<u16, _, _>(|_| 400, |n| n))]
    Turbofish,
    #[error("on the field")]
    Field(#[http(status)] u16),
    #[error("on a named field, {body}")]
    Named {
        #[http(status)]
        upstream: StatusCode,
        body: String,
    },
    #[error("on a field that may have none")]
    MaybeField {
        #[http(status)]
        upstream: Option<u16>,
    },
}

impl Written {
    fn decide(&self, number: &u8) -> StatusCode {
        assert!(matches!(self, Self::Method(_)));
        match number {
            0 => StatusCode::IM_A_TEAPOT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

#[test]
fn every_way_to_write_a_status_is_the_status_of_the_response() {
    use Written as W;
    let upstream = StatusCode::CONFLICT;
    let cases = [
        (W::Number, 404),
        (W::Name, 413),
        (W::NewerName, 422),
        (W::Unassigned, 499),
        (W::Teapot, 418),
        (W::Constant, 409),
        (W::Sum, 410),
        (W::Code(StatusCode::LOCKED), 423),
        (W::ByRef(403), 403),
        (W::Maybe(Some(StatusCode::BAD_GATEWAY)), 502),
        (W::MaybeRef(Some(404)), 404),
        (W::Method(0), 418),
        (W::Method(1), 422),
        (W::If { taken: true }, 409),
        (W::If { taken: false }, 410),
        (W::Match { number: 0 }, 404),
        (W::Match { number: 2 }, 409),
        (W::Match { number: 3 }, 410),
        (W::Closure { offset: 23 }, 423),
        (W::Turbofish, 404),
        (W::Field(404), 404),
        (
            W::Named {
                upstream,
                body: "x".to_owned(),
            },
            409,
        ),
        (
            W::MaybeField {
                upstream: Some(428),
            },
            428,
        ),
    ];
    for (error, expected) in cases {
        let body = problem(&error);
        assert_eq!(status(&error), expected, "{error:?}");
        assert_eq!(body["status"], expected, "{error:?}");
    }
}

#[test]
fn the_code_of_a_status_known_at_run_time_is_still_the_variants_own() {
    assert_eq!(Written::ByRef(403).code(), "by_ref");
    assert_eq!(Written::ByRef(503).code(), "by_ref");
    assert_eq!(problem(&Written::Field(404))["title"], "Not Found");
}

#[test]
fn none_is_an_unmapped_error() {
    let unmapped = r#"{"title":"Internal Server Error","status":500,"code":"internal_error"}"#;
    for error in [
        Written::Maybe(None),
        Written::MaybeRef(None),
        Written::MaybeField { upstream: None },
    ] {
        assert_eq!(text(&error.to_response()), unmapped, "{error:?}");
        assert_eq!(error.code(), "internal_error");
    }
}

#[test]
fn a_status_that_is_no_error_becomes_a_500() {
    for number in [
        0,
        1,
        100,
        199,
        200,
        204,
        300,
        305,
        306,
        399,
        600,
        999,
        1000,
        u16::MAX,
    ] {
        let error = Written::ByRef(number);
        assert_eq!(status(&error), 500, "{number}");
        let body = problem(&error);
        assert_eq!(body["status"], 500);
        assert_eq!(body.get("detail"), None, "{number}");
    }
}

#[test]
fn display_follows_a_status_that_is_known_at_run_time() {
    assert_eq!(
        problem(&Written::ByRef(404))["detail"],
        "a reference to a number: 404"
    );
    assert_eq!(problem(&Written::ByRef(502)).get("detail"), None);
}

#[derive(Debug, Error, HttpError)]
#[http(status = self.fallback())]
enum Defaulted {
    #[error("has its own")]
    #[http(404)]
    Own,
    #[error("has its own expression")]
    #[http(status = 409_u16)]
    OwnExpression,
    #[error("has none")]
    Silent(u16),
    #[error("delegates")]
    #[http(transparent)]
    Delegates(#[from] Written),
}

impl Defaulted {
    fn fallback(&self) -> Option<u16> {
        match self {
            Self::Silent(number) => Some(*number).filter(|number| *number > 0),
            _ => Some(418),
        }
    }
}

#[test]
fn the_status_of_the_type_is_for_the_variants_without_one() {
    assert_eq!(status(&Defaulted::Own), 404);
    assert_eq!(status(&Defaulted::OwnExpression), 409);
    assert_eq!(status(&Defaulted::Silent(429)), 429);
    assert_eq!(status(&Defaulted::Delegates(Written::Name)), 413);
    let mapped = problem(&Defaulted::Silent(429));
    assert_eq!(mapped["code"], "silent");
    assert_eq!(mapped["detail"], "has none");
}

#[test]
fn the_status_of_the_type_may_be_none_too() {
    let body = problem(&Defaulted::Silent(0));
    assert_eq!(body["status"], 500);
    assert_eq!(body["code"], "internal_error");
}

#[derive(Debug, Error, HttpError)]
#[http(status = 422)]
enum FixedDefault {
    #[error("has its own")]
    #[http(404)]
    Own,
    #[error("has none: {0}")]
    Silent(u8),
}

#[test]
fn the_status_of_the_type_may_be_a_number() {
    assert_eq!(status(&FixedDefault::Own), 404);
    let body = problem(&FixedDefault::Silent(1));
    assert_eq!(body["status"], 422);
    assert_eq!(body["detail"], "has none: 1");
}

#[derive(Debug, Error, HttpError)]
#[http(unmapped = 503)]
enum Unmapped {
    #[error("not mapped")]
    Nothing,
    #[error("not mapped either: {0}")]
    Code(u8),
    #[error("mapped by hand, perhaps: {0:?}")]
    #[http(status = _0)]
    Perhaps(Option<u16>),
    #[error("mapped")]
    #[http(400)]
    Mapped,
}

#[test]
fn unmapped_is_the_status_of_unmapped_variants() {
    for error in [
        Unmapped::Nothing,
        Unmapped::Code(7),
        Unmapped::Perhaps(None),
    ] {
        let body = problem(&error);
        assert_eq!(body["status"], 503, "{error:?}");
        assert_eq!(body["title"], "Service Unavailable", "{error:?}");
        assert_eq!(body["code"], "internal_error", "{error:?}");
        assert_eq!(body.get("detail"), None, "{error:?}");
    }
    assert_eq!(status(&Unmapped::Mapped), 400);
    assert_eq!(status(&Unmapped::Perhaps(Some(404))), 404);
}

#[derive(Debug, Error, HttpError)]
#[http(unmapped = BAD_GATEWAY)]
enum UnmappedByName {
    #[error("not mapped")]
    Nothing,
}

#[derive(Debug, Error, HttpError)]
#[http(unmapped = deny)]
enum Denied {
    #[error("mapped")]
    #[http(500)]
    Mapped,
}

#[test]
fn unmapped_may_be_a_name_or_denied() {
    assert_eq!(status(&UnmappedByName::Nothing), 502);
    assert_eq!(problem(&Denied::Mapped)["code"], "mapped");
}

#[derive(Debug, Error, HttpError)]
enum Redirects {
    #[error("moved")]
    #[http(301, location = "/new")]
    Moved,
    #[error("found at {to}")]
    #[http(FOUND, location = to)]
    Found { to: String },
    #[error("see other")]
    #[http(303, location = "/orders/{id}")]
    SeeOther { id: u32 },
    #[error("temporary")]
    #[http(307, location = _0.as_deref())]
    Temporary(Option<String>),
    #[error("permanent")]
    #[http(308, location = "/new")]
    Permanent,
}

#[test]
fn a_redirection_has_its_location() {
    let to = "/a b".to_owned();
    let cases = [
        (Redirects::Moved, 301, Some("/new")),
        (Redirects::Found { to }, 302, Some("/a%20b")),
        (Redirects::SeeOther { id: 7 }, 303, Some("/orders/7")),
        (Redirects::Temporary(Some("/x".into())), 307, Some("/x")),
        (Redirects::Temporary(None), 307, None),
        (Redirects::Permanent, 308, Some("/new")),
    ];
    for (error, number, location) in cases {
        assert_eq!(status(&error), number);
        assert_eq!(header(&error, "location").as_deref(), location, "{error:?}");
        assert_eq!(problem(&error)["status"], number);
    }
}

#[derive(Debug, Error, HttpError)]
enum Cached {
    #[error("not modified")]
    #[http(304)]
    Plain,
    #[error("not modified: {etag}")]
    #[http(NOT_MODIFIED, header("ETag" = etag))]
    Tagged { etag: String },
    #[error("decided late")]
    #[http(status = _0)]
    Late(u16),
}

#[test]
fn a_304_has_no_body_and_no_media_type() {
    let etag = "\"v1\"".to_owned();
    for error in [Cached::Plain, Cached::Tagged { etag }, Cached::Late(304)] {
        let response = error.to_response();
        assert_eq!(response.status(), 304);
        assert!(response.body().is_empty(), "{error:?}");
        assert!(!response.headers().contains_key("content-type"));
    }
    let etag = "\"v1\"".to_owned();
    assert_eq!(header(&Cached::Tagged { etag }, "etag").unwrap(), "\"v1\"");
    assert_eq!(json(&Cached::Late(404).to_response())["status"], 404);
}

#[test]
fn the_titles_are_rfc_9110s() {
    assert_eq!(problem(&Written::Name)["title"], "Content Too Large");
    assert_eq!(problem(&Written::Unassigned)["title"], "Client Error");
    let body = problem(&Written::Code(StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(body["title"], "Unprocessable Content");
}
