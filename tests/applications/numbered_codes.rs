//! A payment service: codes of a prefix and two digits that many variants
//! share, a status from a field, and members that are present only if they have
//! a value.

use catchall::{Body, Format, HttpError, Problem, RequestContext};
use serde_json::{Map, Value, json};
use thiserror::Error;

use crate::support::{self, CANARY};

/// `{"error":{"type":...,"code":...,"message":...}}`. The class of the error is
/// the prefix of its code.
struct Payments;

impl Format for Payments {
    fn render(&self, problem: &Problem, _context: Option<&RequestContext>) -> Body {
        let code = problem.code();
        let kind = match code.split('_').next() {
            Some("CE") => "connector",
            Some("IR" | "HE") => "invalid_request",
            _ => "api",
        };
        let message = problem.detail().unwrap_or_else(|| problem.title());
        let mut error: Map<String, Value> = problem.members();
        error.insert("type".into(), kind.into());
        error.insert("code".into(), code.as_ref().into());
        error.insert("message".into(), message.as_ref().into());
        Body::json(&json!({ "error": error }))
    }
}

#[derive(Debug, Error, HttpError)]
#[http(format = Payments, unmapped = deny)]
enum PaymentError {
    #[error("{code}: {message}")]
    #[http(code = "CE_00")]
    Connector {
        code: String,
        message: String,
        #[http(member)]
        connector: Option<String>,
        #[http(status)]
        status_code: u16,
        #[http(member)]
        reason: Option<String>,
    },
    #[error("the customer exists already")]
    #[http(400, code = "HE_01")]
    DuplicateCustomer,
    #[error("the mandate exists already")]
    #[http(400, code = "HE_01")]
    DuplicateMandate,
    #[error("the payment {id} exists already")]
    #[http(400, code = "HE_01")]
    DuplicatePayment { id: String },
    #[error("no such customer")]
    #[http(404, code = "HE_02")]
    NoCustomer,
    #[error("no such payment")]
    #[http(404, code = "HE_02")]
    NoPayment,
    #[error("no such {what}")]
    #[http(404, code = "HE_02")]
    NoOther {
        what: &'static str,
        #[http(member)]
        reason: Option<&'static str>,
    },
    #[error("fields are missing")]
    #[http(400, code = "IR_04")]
    MissingFields {
        #[http(member = "data")]
        names: Vec<&'static str>,
    },
    #[error("the payment was blocked by a rule")]
    #[http(403, code = "HE_09")]
    Blocked,
    #[error("{0}")]
    #[http(500, code = "HE_00", detail = "Something went wrong")]
    Internal(String),
}

fn connector(status_code: u16, connector: Option<&str>, reason: Option<&str>) -> PaymentError {
    PaymentError::Connector {
        code: "card_declined".into(),
        message: "insufficient funds".into(),
        connector: connector.map(str::to_owned),
        status_code,
        reason: reason.map(str::to_owned),
    }
}

#[test]
fn members_are_there_if_they_have_a_value() {
    support::json(
        &connector(402, Some("stripe"), Some("expired")),
        402,
        &json!({ "error": {
            "type": "connector",
            "code": "CE_00",
            "message": "card_declined: insufficient funds",
            "connector": "stripe",
            "reason": "expired",
        }}),
    );
    support::json(
        &connector(402, None, None),
        402,
        &json!({ "error": {
            "type": "connector",
            "code": "CE_00",
            "message": "card_declined: insufficient funds",
        }}),
    );
}

#[test]
fn a_number_that_is_no_error_is_a_500() {
    for number in [0, 99, 200, 204, 600, u16::MAX] {
        support::json(
            &connector(number, None, None),
            500,
            &json!({ "error": {
                "type": "connector",
                "code": "CE_00",
                "message": "Internal Server Error",
            }}),
        );
        let event = support::logged(&connector(number, None, None));
        assert!(
            event.fields.contains("insufficient funds"),
            "{}",
            event.fields
        );
        assert!(event.fields.contains("problem.note"), "{}", event.fields);
    }
}

#[test]
fn several_variants_share_a_code() {
    use PaymentError as E;
    for (error, status, kind, code, message) in [
        (
            E::DuplicateCustomer,
            400,
            "invalid_request",
            "HE_01",
            "the customer exists already",
        ),
        (
            E::DuplicateMandate,
            400,
            "invalid_request",
            "HE_01",
            "the mandate exists already",
        ),
        (
            E::DuplicatePayment { id: "p1".into() },
            400,
            "invalid_request",
            "HE_01",
            "the payment p1 exists already",
        ),
        (
            E::NoCustomer,
            404,
            "invalid_request",
            "HE_02",
            "no such customer",
        ),
        (
            E::NoPayment,
            404,
            "invalid_request",
            "HE_02",
            "no such payment",
        ),
        (
            E::NoOther {
                what: "refund",
                reason: None,
            },
            404,
            "invalid_request",
            "HE_02",
            "no such refund",
        ),
        (
            E::Blocked,
            403,
            "invalid_request",
            "HE_09",
            "the payment was blocked by a rule",
        ),
        (
            E::Internal(CANARY.into()),
            500,
            "invalid_request",
            "HE_00",
            "Something went wrong",
        ),
    ] {
        let body = json!({ "error": { "type": kind, "code": code, "message": message } });
        support::json(&error, status, &body);
    }
    support::json(
        &E::NoOther {
            what: "refund",
            reason: Some("deleted"),
        },
        404,
        &json!({ "error": {
            "type": "invalid_request",
            "code": "HE_02",
            "message": "no such refund",
            "reason": "deleted",
        }}),
    );
}

#[test]
fn a_list_stays_a_list() {
    support::json(
        &PaymentError::MissingFields {
            names: vec!["amount", "currency"],
        },
        400,
        &json!({ "error": {
            "type": "invalid_request",
            "code": "IR_04",
            "message": "fields are missing",
            "data": ["amount", "currency"],
        }}),
    );
}
