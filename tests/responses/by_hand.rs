//! An error that implements `HttpError` without the derive: `decide`, `delegate` and
//! `describe`.

use std::fmt;

use crate::support::{header, headers, json, logged_once, text};
use catchall::{Decision, Delegation, Description, HttpError, Level, Problem, format};
use http::{HeaderName, StatusCode};

/// An error whose methods are given as functions.
struct ByHand {
    decide: fn(&mut Decision<'_>),
    delegate: fn(Delegation<'_>),
    describe: fn(&mut Description<'_>),
}

impl Default for ByHand {
    fn default() -> Self {
        Self {
            decide: |_| {},
            delegate: |_| {},
            describe: |_| {},
        }
    }
}

impl fmt::Debug for ByHand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ByHand")
    }
}

impl fmt::Display for ByHand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("by hand")
    }
}

impl std::error::Error for ByHand {}

impl HttpError for ByHand {
    fn decide(&self, decision: &mut Decision<'_>) {
        (self.decide)(decision);
    }

    fn delegate(&self, delegation: Delegation<'_>) {
        (self.delegate)(delegation);
    }

    fn describe(&self, description: &mut Description<'_>) {
        (self.describe)(description);
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
enum Inner {
    #[error("no page {0}")]
    #[http(404, member("page" = _0), header("X-Inner" = "inner"))]
    NoPage(u8),
    #[error("a secret")]
    #[http(503, detail = "try later", retry_after = 5)]
    Busy,
}

#[test]
fn an_error_that_says_nothing_is_a_masked_500() {
    let (response, event) = logged_once(|| ByHand::default().to_response());
    assert_eq!(
        text(&response),
        r#"{"title":"Internal Server Error","status":500,"code":"internal_error"}"#
    );
    assert_eq!(event.field("exception.message"), "by hand");
}

#[test]
fn what_it_decides_takes_precedence_over_the_methods_of_the_trait() {
    #[derive(Debug, thiserror::Error)]
    #[error("both")]
    struct Both;

    impl HttpError for Both {
        fn status(&self) -> StatusCode {
            StatusCode::CONFLICT
        }

        fn decide(&self, decision: &mut Decision<'_>) {
            decision.code("own_code");
            decision.type_uri("https://errors.example.com/a b");
            decision.title("Own title");
            decision.log(Level::Info);
        }
    }

    let (response, event) = logged_once(|| Both.to_response());
    let body = json(&response);
    assert_eq!(body["status"], 409);
    assert_eq!(body["code"], "own_code");
    assert_eq!(body["type"], "https://errors.example.com/a%20b");
    assert_eq!(body["title"], "Own title");
    assert_eq!(body["detail"], "both");
    assert_eq!(event.level, tracing::Level::INFO);
}

#[test]
fn of_two_calls_the_first_counts() {
    let error = ByHand {
        decide: |decision| {
            decision.status(&410_u16);
            decision.status(&404_u16);
            decision.code("first");
            decision.code("second");
            decision.title("First");
            decision.title("Second");
            decision.format(&format::Json);
            decision.format(&format::Text);
        },
        describe: |description| {
            description.detail("first");
            description.detail("second");
            description.member("a", &1);
            description.member("a", &2);
        },
        ..ByHand::default()
    };
    assert_eq!(
        text(&error.to_response()),
        r#"{"error":{"code":"first","message":"first","a":1}}"#
    );
}

#[test]
fn a_code_that_is_none_is_replaced_and_noted() {
    let error = ByHand {
        decide: |decision| {
            decision.status(&404_u16);
            decision.code("no such page");
        },
        ..ByHand::default()
    };
    let (response, event) = logged_once(|| error.to_response());
    assert_eq!(json(&response)["code"], "not_found");
    assert_eq!(event.field("problem.note"), "the code is not valid");
}

#[test]
fn it_delegates_and_overrides_single_parts() {
    let error = ByHand {
        decide: |decision| decision.code("outer"),
        delegate: |delegation| delegation.to(&Inner::NoPage(7)),
        describe: |description| {
            description.header(&HeaderName::from_static("x-inner"), "outer");
        },
    };
    let (response, event) = logged_once(|| error.to_response());
    let body = json(&response);
    assert_eq!(body["status"], 404);
    assert_eq!(body["code"], "outer");
    assert_eq!(body["detail"], "no page 7");
    assert_eq!(body["page"], 7);
    assert_eq!(headers(&response, "x-inner"), ["outer"]);
    assert!(event.field("error.origin").ends_with("Inner::NoPage"));
    assert!(event.text().contains("no page 7"));
}

#[test]
fn a_status_of_its_own_masks_what_it_delegates_to() {
    let made_5xx = ByHand {
        decide: |decision| decision.status(&502_u16),
        delegate: |delegation| delegation.to(&Inner::NoPage(7)),
        ..ByHand::default()
    };
    let response = made_5xx.to_response();
    assert_eq!(
        text(&response),
        r#"{"title":"Bad Gateway","status":502,"code":"no_page"}"#
    );
    assert_eq!(headers(&response, "x-inner"), [""; 0]);
    let own_5xx = ByHand {
        delegate: |delegation| delegation.to(&Inner::Busy),
        ..ByHand::default()
    };
    let response = own_5xx.to_response();
    assert_eq!(json(&response)["detail"], "try later");
    assert_eq!(header(&response, "retry-after"), "5");
}

#[test]
fn it_may_delegate_to_whatever_the_derive_can() {
    let status = |delegate| {
        let error = ByHand {
            delegate,
            ..ByHand::default()
        };
        error.to_response().status().as_u16()
    };
    assert_eq!(status(|it| it.to(&Problem::conflict())), 409);
    assert_eq!(status(|it| it.to(&Some(Inner::NoPage(1)))), 404);
    assert_eq!(status(|it| it.to(&None::<Inner>)), 500);
    assert_eq!(status(|it| it.to(&anyhow::anyhow!("x"))), 500);
    let boxed: fn(Delegation<'_>) = |it| {
        let inner: Box<dyn HttpError + Send + Sync> = Box::new(Inner::Busy);
        it.to(&inner);
    };
    assert_eq!(status(boxed), 503);
}

#[test]
fn a_header_that_belongs_to_one_status_may_be_meant_for_another() {
    // RFC 9110 section 10.2.1: any response may have `Allow`.
    let problem = Problem::not_implemented().with_header(http::header::ALLOW, "GET");
    assert_eq!(header(&problem.to_response(), "allow"), "GET");
    let problem = Problem::method_not_allowed(&[http::Method::GET]).with_status(501);
    assert_eq!(headers(&problem.to_response(), "allow"), [""; 0]);
}

#[test]
fn context_of_a_variant_takes_precedence_over_its_type() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("text")]
    #[http(context("who" = "type"), context("type" = 1))]
    enum Private {
        #[http(404, context("who" = "variant"))]
        Variant,
    }

    let (response, event) = logged_once(|| Private::Variant.to_response());
    assert_eq!(event.field("problem.context"), "who=variant type=1");
    assert!(!text(&response).contains("who"), "{response:?}");
}
