//! Which of several errors decides, and what remains hidden of the others.

use std::fmt;
use std::sync::Arc;

use crate::support::{header, headers, json, logged_once, shows, text};
use catchall::header::Challenge;
use catchall::{Body, Format, HttpError, Problem, RequestContext};
use http::StatusCode;
use serde_json::json as value;

/// A mapping that may return `None`.
#[derive(Debug, thiserror::Error, HttpError)]
#[http(type_base = "https://e.example/", status = self.decided())]
#[error("SECRET")]
enum Perhaps {
    PasswordRotten(Option<u16>),
}

impl Perhaps {
    fn decided(&self) -> Option<u16> {
        let Self::PasswordRotten(status) = self;
        *status
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("outer")]
enum Outer {
    #[http(503, transparent)]
    AsServer(Perhaps),
    #[http(404, transparent)]
    AsClient(Perhaps),
}

#[test]
fn a_status_from_outside_does_not_name_what_is_unmapped() {
    for status in [None, Some(500)] {
        let responses = [
            Outer::AsServer(Perhaps::PasswordRotten(status)).to_response(),
            Outer::AsClient(Perhaps::PasswordRotten(status)).to_response(),
            Problem::from(Perhaps::PasswordRotten(status))
                .with_status(404)
                .to_response(),
        ];
        for response in responses {
            assert!(!shows(&response, "SECRET"), "{response:?}");
            if status.is_none() {
                assert!(!shows(&response, "otten"), "{response:?}");
            }
        }
    }
    let known = Outer::AsServer(Perhaps::PasswordRotten(Some(500)));
    assert_eq!(json(&known.to_response())["code"], "password_rotten");
}

#[derive(Debug)]
struct Panics;

impl fmt::Display for Panics {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("a text that panics")
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
enum Silenced {
    #[error("{0}")]
    #[http(404, log = off)]
    Broken(Panics),
}

#[test]
fn a_failure_is_logged_though_the_error_was_silenced() {
    let (response, event) = logged_once(|| Silenced::Broken(Panics).to_response());
    assert_eq!(response.status(), 500);
    assert_eq!(event.level, tracing::Level::ERROR);
    assert_eq!(event.field("error.type"), "internal_error");
    assert!(event.field("exception.type").ends_with("Silenced::Broken"));
}

struct Waits;

impl Format for Waits {
    fn render(&self, problem: &Problem, _: Option<&RequestContext>) -> Body {
        let wait = problem.headers().get("retry-after").cloned();
        Body::json(
            &value!({ "wait": wait.and_then(|wait| wait.to_str().ok()?.parse::<u64>().ok()) }),
        )
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("slow")]
#[http(429, retry_after = 7, format = Waits)]
struct Slow;

#[test]
fn a_format_sees_the_headers() {
    let response = Slow.to_response();
    assert_eq!(text(&response), r#"{"wait":7}"#);
    assert_eq!(headers(&response, "retry-after"), ["7"]);
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("text")]
#[http(on(429, retry_after = 10), detail = "the type's")]
enum Declines {
    #[http(429, retry_after = _0)]
    Wait(Option<u64>),
    #[http(status = *_0)]
    Late(u16),
    #[http(404, detail = _0)]
    Detail(Option<&'static str>),
}

#[test]
fn what_a_variant_leaves_out_its_type_does_not_add() {
    assert_eq!(
        headers(&Declines::Wait(None).to_response(), "retry-after"),
        [""; 0]
    );
    assert_eq!(
        header(&Declines::Wait(Some(1)).to_response(), "retry-after"),
        "1"
    );
    assert_eq!(
        header(&Declines::Late(429).to_response(), "retry-after"),
        "10"
    );
    assert_eq!(
        json(&Declines::Detail(None).to_response()).get("detail"),
        None
    );
    assert_eq!(
        json(&Declines::Late(404).to_response())["detail"],
        "the type's"
    );
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("nobody")]
#[http(unmapped = 503)]
enum Unmapped {
    #[http(transparent)]
    Any(anyhow::Error),
    #[http(transparent)]
    Maybe(Option<Slow>),
}

#[test]
fn a_delegation_to_none_has_the_status_of_unmapped_variants() {
    assert_eq!(Unmapped::Any(anyhow::anyhow!("x")).status(), 503);
    assert_eq!(Unmapped::Maybe(None).status(), 503);
    assert_eq!(Unmapped::Maybe(Some(Slow)).status(), 429);
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("clash")]
enum Clash {
    #[http(404, format = Json::message("error").code("error"))]
    Code,
    #[http(404, format = Json::message("x").status("x"))]
    Status,
}

#[test]
fn a_shape_has_no_key_twice() {
    assert_eq!(text(&Clash::Code.to_response()), r#"{"error":"code"}"#);
    assert_eq!(text(&Clash::Status.to_response()), r#"{"x":404}"#);
}

#[test]
fn a_status_that_is_no_error_is_an_internal_error() {
    let body = r#"{"title":"Internal Server Error","status":500,"code":"internal_error"}"#;
    assert_eq!(text(&Problem::new(200).to_response()), body);
    let moved = Problem::not_found().with_status(503).to_response();
    assert_eq!(json(&moved)["code"], "service_unavailable");
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("as it was")]
#[http(304)]
struct NotModified;

#[test]
fn a_304_leaves_the_stored_response_as_it_is() {
    let response = NotModified.to_response();
    assert!(response.headers().is_empty(), "{response:?}");
    assert!(response.body().is_empty());
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("big")]
#[http(404, member("big" = u128::MAX))]
struct Big;

#[test]
fn a_number_keeps_its_digits() {
    struct Ours;
    impl Format for Ours {
        fn render(&self, problem: &Problem, _: Option<&RequestContext>) -> Body {
            problem.body(&catchall::format::ProblemJson)
        }
    }
    let plain = Big.to_response();
    assert!(text(&plain).contains(&u128::MAX.to_string()));
    let wrapped = Problem::from(Big).with_format(&Ours).to_response();
    assert_eq!(text(&wrapped), text(&plain));
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("shared")]
enum Shared {
    #[http(transparent)]
    Slow(Arc<Slow>),
    #[http(transparent)]
    Any(Arc<dyn HttpError + Send + Sync>),
}

#[test]
fn what_is_shared_is_in_the_catalog() {
    let catalog = Shared::catalog();
    let codes: Vec<_> = catalog
        .entries()
        .iter()
        .map(catchall::Entry::code)
        .collect();
    assert_eq!(codes, ["slow", "internal_error"]);
    assert!(catalog.is_open());
    assert_eq!(Shared::Slow(Arc::new(Slow)).status(), 429);
    assert_eq!(Shared::Any(Arc::new(Slow)).status(), 429);
}

#[test]
fn a_text_does_not_hide_a_parameter() {
    let challenge = Challenge::new("Bearer")
        .param("error_description", "missing b=")
        .param("b", "v")
        .param("B", "again");
    assert_eq!(
        challenge.to_string(),
        r#"Bearer error_description="missing b=", b="v""#
    );
}

#[derive(Debug, thiserror::Error, HttpError)]
enum Endless {
    #[error("it again")]
    #[http(transparent = self)]
    Again,
}

#[test]
fn a_delegation_to_itself_ends() {
    let (response, event) = logged_once(|| Endless::Again.to_response());
    assert_eq!(response.status(), 500);
    assert_eq!(event.field("problem.note"), "an error delegates endlessly");
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("for developers")]
enum Debugging {
    #[http(500, unmask = debug)]
    Shown { debug: bool },
}

#[test]
fn a_field_unmasks() {
    let detail = |debug| {
        json(&Debugging::Shown { debug }.to_response())
            .get("detail")
            .cloned()
    };
    assert_eq!(detail(true), Some(value!("for developers")));
    assert_eq!(detail(false), None);
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("upgrade")]
enum Inner {
    #[http(503, header("Proxy-Authenticate" = "Basic"), header("X-Free" = "free"))]
    Busy,
    #[http(404, header("Proxy-Authenticate" = "Basic"), header("X-Free" = "free"))]
    Missing,
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("outer")]
enum Keeps {
    #[http(transparent)]
    Inner(Inner),
    #[http(503, transparent)]
    Busy(Inner),
}

#[test]
fn a_status_that_stays_keeps_its_headers_and_one_that_changes_does_not() {
    let response = Keeps::Inner(Inner::Busy).to_response();
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(header(&response, "proxy-authenticate"), "Basic");
    assert_eq!(header(&response, "x-free"), "free");
    let response = Keeps::Busy(Inner::Missing).to_response();
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    for name in ["proxy-authenticate", "x-free"] {
        assert_eq!(headers(&response, name), [""; 0], "{name}");
    }
}
