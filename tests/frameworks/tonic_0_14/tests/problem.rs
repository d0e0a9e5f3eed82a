//! The status of another service is a problem: what a gateway passes on.

#[path = "../../../support/mod.rs"]
mod support;

use std::sync::Arc;
use std::time::Duration;

use catchall::{FieldError, FieldErrors, HttpError, Problem};
use conformance_tonic_0_14::Service;
use serde_json::json;
use support::{header, logged, logged_once};
use thiserror::Error;
use tonic::metadata::MetadataMap;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, FieldViolation, StatusExt};

/// An HTTP service in front of a gRPC service, and a gRPC service in front of
/// another.
#[derive(Debug, Error, HttpError)]
#[http(tonic, on(401, www_authenticate = "Bearer"))]
enum Gateway {
    #[error("upstream")]
    #[http(transparent)]
    Upstream(#[from] Status),
    #[error("upstream")]
    #[http(transparent, unmask)]
    Unmasked(Status),
    #[error("upstream")]
    #[http(transparent, 502)]
    Bad(Status),
}

/// The numbers of the codes, and the HTTP statuses that `google.rpc.Code` assigns to them.
const STATUSES: [(i32, u16); 17] = [
    (0, 500),
    (1, 499),
    (2, 500),
    (3, 400),
    (4, 504),
    (5, 404),
    (6, 409),
    (7, 403),
    (8, 429),
    (9, 400),
    (10, 409),
    (11, 400),
    (12, 501),
    (13, 500),
    (14, 503),
    (15, 500),
    (16, 401),
];

fn upstream(code: Code) -> Status {
    let mut details = ErrorDetails::new();
    details
        .set_error_info(
            "CARD_DECLINED",
            "billing.example.com",
            [
                ("card".to_owned(), "1234".to_owned()),
                ("status".to_owned(), "hunter2".to_owned()),
            ],
        )
        .set_retry_info(Some(Duration::from_millis(2500)))
        .set_debug_info(["hunter2".to_owned()], "hunter2")
        .set_bad_request([
            FieldViolation {
                reason: "TOO_LONG".to_owned(),
                ..FieldViolation::new("items[1].name", "has more than 9 letters")
            },
            FieldViolation::new("", "is wrong"),
        ]);
    let mut metadata = MetadataMap::new();
    metadata.insert("x-secret", "hunter2".parse().unwrap());
    Status::with_error_details_and_metadata(code, "the message", details, metadata)
}

#[test]
fn every_code_has_a_status_and_stays_what_it_was() {
    for (number, http) in STATUSES {
        let code = Code::from(number);
        let problem = Problem::from(upstream(code));
        assert_eq!(problem.status(), http, "{code:?}");
        assert_eq!(problem.code(), "card_declined");
        assert_eq!(header(&problem.to_response(), "retry-after"), "3");
        let again = Status::from(problem);
        let kept = if number == 0 { Code::Internal } else { code };
        assert_eq!(again.code(), kept);
        let through = Status::from(Gateway::Upstream(upstream(code)));
        assert_eq!(through.code(), kept);
        let bare = Problem::from(Status::new(code, ""));
        assert_eq!(bare.code(), Problem::new(http).code());
        assert_eq!(bare.detail(), None);
    }
}

#[test]
fn a_4xx_says_what_the_service_said() {
    let expected = json!({
        "title": "Not Found",
        "status": 404,
        "code": "card_declined",
        "detail": "the message",
        "card": "1234",
        "errors": [
            {"pointer": "#/items/1/name", "detail": "has more than 9 letters", "code": "too_long"},
            {"pointer": "#", "detail": "is wrong"},
        ],
    });
    for response in [
        Problem::from(upstream(Code::NotFound)).to_response(),
        Gateway::from(upstream(Code::NotFound)).to_response(),
    ] {
        assert_eq!(support::json(&response), expected);
        assert!(!response.headers().contains_key("x-secret"));
    }
}

#[test]
fn a_5xx_keeps_its_texts_for_the_log() {
    type Make = fn(Status) -> catchall::Response;
    let expected = json!({
        "title": "Service Unavailable",
        "status": 503,
        "code": "card_declined",
    });
    let makes: [Make; 2] = [
        |status| Problem::from(status).to_response(),
        |status| Gateway::from(status).to_response(),
    ];
    for make in makes {
        let (response, event) = logged_once(|| make(upstream(Code::Unavailable)));
        assert_eq!(support::json(&response), expected);
        assert_eq!(header(&response, "retry-after"), "3");
        let log = event.text();
        assert!(log.contains("the message"), "{log}");
    }
    let response = Gateway::Unmasked(upstream(Code::Unavailable)).to_response();
    assert_eq!(support::json(&response)["detail"], "the message");
    assert!(!support::text(&response).contains("hunter2"));
    let response = Gateway::Bad(upstream(Code::NotFound)).to_response();
    let expected = json!({
        "title": "Bad Gateway",
        "status": 502,
        "code": "card_declined",
    });
    assert_eq!(support::json(&response), expected);
    let status = Status::from(Gateway::Bad(upstream(Code::NotFound)));
    assert_eq!(status.code(), Code::Unavailable);
    assert_eq!(status.message(), "Bad Gateway");
}

#[test]
fn a_call_that_never_arrived_reveals_nothing_of_this_side() {
    let mut status = Status::new(Code::Cancelled, "h2 protocol error: hunter2");
    status.set_source(Arc::new(std::fmt::Error));
    let problem = Problem::from(status);
    assert_eq!(problem.status(), 499);
    assert_eq!(problem.detail(), None);
    // A status that was made from a problem in this process is not a failed call.
    let status = Status::from(Problem::not_found().with_detail("no user 7"));
    assert_eq!(Problem::from(status).detail().as_deref(), Some("no user 7"));
}

#[test]
fn a_401_of_the_service_behind_needs_a_challenge_of_the_one_in_front() {
    let response = Gateway::from(Status::unauthenticated("")).to_response();
    assert_eq!(header(&response, "www-authenticate"), "Bearer");
}

#[test]
fn the_status_is_the_cause_and_making_a_problem_logs_nothing() {
    let (problem, events) = logged(|| Problem::from(upstream(Code::NotFound)));
    assert!(events.is_empty());
    assert!(problem.cause().unwrap().is::<Status>());
    let (_, event) = logged_once(|| Status::from(Gateway::from(upstream(Code::DataLoss))));
    assert_eq!(event.field("rpc.response.status_code"), "DATA_LOSS");
    assert_eq!(event.field("http.response.status_code"), "500");
}

#[test]
fn a_gateway_passes_on_the_status_of_its_upstream() {
    let upstream = Arc::new(Service::start(|kind| {
        let problem = match kind {
            1 => Problem::unprocessable_content()
                .with_code("billing.invalid")
                .with_detail("2 fields are wrong")
                .with_member("form", "checkout")
                .with_member("errors", errors()),
            2 => Problem::too_many_requests().with_retry_after(9_u64),
            _ => Problem::new(500).with_detail("a table of numbers"),
        };
        Err(problem)?
    }));
    let behind = Arc::clone(&upstream);
    let gateway = Service::start(move |kind| Ok(ask(&behind, kind)?));

    let status = gateway.ask(1).unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(status.message(), "2 fields are wrong");
    let details = status.get_error_details();
    let info = details.error_info().unwrap();
    assert_eq!(info.reason, "BILLING_INVALID");
    assert_eq!(info.metadata["form"], "checkout");
    let violations = &details.bad_request().unwrap().field_violations;
    assert_eq!(violations[0].field, "items[1].name");
    assert_eq!(violations[0].reason, "REQUIRED");

    let problem = Problem::from(upstream.ask(1).unwrap_err());
    assert_eq!(problem.status(), 400);
    assert_eq!(problem.code(), "billing_invalid");
    assert_eq!(
        problem.member("errors"),
        serde_json::to_value(errors()).ok()
    );

    let status = gateway.ask(2).unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted);
    let delay = status.get_details_retry_info().unwrap().retry_delay;
    assert_eq!(delay, Some(Duration::from_secs(9)));

    let status = gateway.ask(3).unwrap_err();
    assert_eq!(status.code(), Code::Internal);
    assert_eq!(status.message(), "Internal Server Error");
}

/// Calls the gateway, on a thread that may block.
fn ask(upstream: &Arc<Service>, kind: u32) -> Result<String, Gateway> {
    let upstream = Arc::clone(upstream);
    let asked = std::thread::spawn(move || upstream.ask(kind)).join();
    Ok(asked.expect("the call ends")?)
}

fn errors() -> FieldErrors {
    [
        FieldError::new(["items", "1", "name"], "is missing").with_code("required"),
        FieldError::new(["age"], "must be positive"),
    ]
    .into_iter()
    .collect()
}
