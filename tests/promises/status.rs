//! The status in the body is the status of the response, for any status that an error
//! sets.

use crate::support;

use crate::support::{headers, json, logged_once, text};
use catchall::{HttpError, Problem, ProblemType, Response};
use http::StatusCode;
use proptest::prelude::*;

#[derive(Debug, thiserror::Error, HttpError)]
enum AtRunTime {
    #[error("a number")]
    #[http(status = *_0)]
    Number(u16),
    #[error("perhaps a number")]
    #[http(status = *_0)]
    Perhaps(Option<u16>),
    #[error("a status")]
    #[http(status = _0)]
    Status(StatusCode),
    #[error("perhaps a status")]
    #[http(status = _0)]
    PerhapsStatus(Option<StatusCode>),
    #[error("a field")]
    #[http(code = "field")]
    Field {
        #[http(status)]
        status: u16,
    },
    #[error("with a type")]
    #[http(status = *_0, type = "https://example.com/typed", title = "Typed", detail = "{_0}")]
    Typed(u16),
    #[error(transparent)]
    #[http(transparent)]
    Inner(Inner),
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("inner")]
#[http(status = *_0)]
struct Inner(u16);

#[derive(Debug, thiserror::Error, HttpError)]
#[http(status = self.0)]
#[error("for all")]
struct ForAll(u16);

#[derive(Debug, thiserror::Error, HttpError)]
#[http(status = self.status())]
enum ForAllVariants {
    #[error("one")]
    One(u16),
    #[error("two")]
    #[http(code = "two")]
    Two(u16),
}

impl ForAllVariants {
    fn status(&self) -> u16 {
        let (Self::One(status) | Self::Two(status)) = self;
        *status
    }
}

#[derive(Debug, thiserror::Error)]
#[error("by hand")]
struct ByHand(StatusCode);

impl HttpError for ByHand {
    fn status(&self) -> StatusCode {
        self.0
    }
}

/// Returns responses for every way to set a status at run time.
fn responses(status: u16) -> Vec<Response> {
    const fn typed(status: u16) -> ProblemType {
        ProblemType::new(status, "typed").with_title("Typed")
    }
    let mut responses = vec![
        AtRunTime::Number(status).to_response(),
        AtRunTime::Perhaps(Some(status)).to_response(),
        AtRunTime::Field { status }.to_response(),
        AtRunTime::Typed(status).to_response(),
        AtRunTime::Inner(Inner(status)).to_response(),
        ForAll(status).to_response(),
        ForAllVariants::One(status).to_response(),
        ForAllVariants::Two(status).to_response(),
        Problem::new(status).to_response(),
        Problem::of(typed(status)).to_response(),
        Problem::not_found().with_status(status).to_response(),
        Problem::from(Inner(404)).with_status(status).to_response(),
        Problem::from(AtRunTime::Typed(status)).to_response(),
    ];
    if let Ok(status) = StatusCode::from_u16(status) {
        responses.extend([
            AtRunTime::Status(status).to_response(),
            AtRunTime::PerhapsStatus(Some(status)).to_response(),
            ByHand(status).to_response(),
            Problem::new(status).to_response(),
            Problem::from(ByHand(status)).to_response(),
        ]);
    }
    responses
}

/// The statuses that RFC 9110 allows for an error, independently of the library.
fn may_be_sent(status: u16) -> bool {
    (400..600).contains(&status) || [301, 302, 303, 304, 307, 308].contains(&status)
}

#[track_caller]
fn check(status: u16) {
    for (at, response) in responses(status).into_iter().enumerate() {
        let expected = if may_be_sent(status) { status } else { 500 };
        assert_eq!(response.status(), expected, "way {at} of {status}");
        if expected == 304 {
            assert_eq!(text(&response), "", "way {at}");
            assert_eq!(headers(&response, "content-type"), [""; 0], "way {at}");
            continue;
        }
        let body = json(&response);
        assert_eq!(body["status"], expected, "way {at} of {status}");
        assert!(!body["title"].as_str().unwrap().is_empty());
        assert!(!body["code"].as_str().unwrap().is_empty());
    }
}

#[test]
fn every_status_that_http_knows() {
    for status in 0..=1100 {
        check(status);
    }
}

proptest! {
    #[test]
    fn every_number(status: u16) {
        check(status);
    }

    #[test]
    fn no_number_but_an_errors_is_sent_and_that_is_logged(status: u16) {
        let error = || AtRunTime::Number(status);
        let (response, event) = logged_once(|| error().to_response());
        prop_assert_eq!(error().status(), response.status());
        if !may_be_sent(status) {
            prop_assert_eq!(response.status(), 500);
            prop_assert_eq!(event.level, tracing::Level::ERROR);
            prop_assert_ne!(event.field("problem.note"), "");
            prop_assert_eq!(event.field("http.response.status_code"), "500");
        }
    }
}

#[test]
fn no_status_is_an_unmapped_error() {
    for error in [AtRunTime::Perhaps(None), AtRunTime::PerhapsStatus(None)] {
        assert_eq!(error.status(), 500);
        assert_eq!(error.code(), "internal_error");
        let (response, event) = logged_once(|| error.to_response());
        support::assert_plain_500(&response);
        assert_eq!(event.level, tracing::Level::ERROR);
    }
    support::assert_plain_500(&Problem::new(None::<u16>).to_response());
}

/// RFC 9110 §15: such a status needs a header, and whether it is present is known only at run time.
#[test]
fn a_status_without_the_header_it_must_have_is_sent_and_logged_at_warn() {
    for status in [401, 405, 407, 426, 301, 302, 303, 307, 308] {
        let conversions: [fn(u16) -> Response; 5] = [
            |status| AtRunTime::Number(status).to_response(),
            |status| Problem::new(status).to_response(),
            |status| ByHand(StatusCode::from_u16(status).unwrap()).to_response(),
            |status| ForAllVariants::One(status).to_response(),
            |status| Problem::from(Inner(404)).with_status(status).to_response(),
        ];
        for convert in conversions {
            let (response, event) = logged_once(|| convert(status));
            assert_eq!(response.status(), status);
            assert_eq!(event.level, tracing::Level::WARN, "{status}");
            assert_ne!(event.field("problem.note"), "", "{status}");
        }
    }
}

#[test]
fn a_status_with_the_header_it_must_have_is_not_worth_a_warning() {
    use catchall::header::Challenge;
    use http::{HeaderName, Method, header};

    let with = |status: u16, name: HeaderName, value: &'static str| {
        Problem::new(status).with_header(name, value)
    };
    for problem in [
        Problem::unauthorized(Challenge::bearer()),
        Problem::method_not_allowed(&[Method::GET]),
        Problem::method_not_allowed(&[]),
        Problem::proxy_authentication_required(Challenge::basic("proxy")),
        Problem::upgrade_required("h2c"),
        with(307, header::LOCATION, "/there"),
    ] {
        let (_, event) = logged_once(|| problem.to_response());
        assert_eq!(event.level, tracing::Level::DEBUG, "{problem:?}");
        assert_eq!(event.field("problem.note"), "", "{problem:?}");
    }
}

#[test]
fn a_304_has_no_body_whatever_is_said() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("not modified since {0}")]
    #[http(304, header("ETag" = "\"{_0}\""))]
    struct NotModified(u32);

    let response = NotModified(7).to_response();
    assert_eq!(response.status(), 304);
    assert!(response.body().is_empty());
    assert_eq!(headers(&response, "etag"), ["\"7\""]);

    let problem = Problem::new(304_u16)
        .with_detail("text")
        .with_member("a", 1)
        .with_format(&catchall::format::Html);
    let response = problem.to_response();
    assert_eq!(response.status(), 304);
    assert!(response.body().is_empty());
    assert_eq!(headers(&response, "content-type"), [""; 0]);
}
