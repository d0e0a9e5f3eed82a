//! The mapping as a careful developer writes it: thiserror, one match, a `serde`
//! struct.

use http::StatusCode;
use serde::Serialize;

use crate::errors::{PlainError, Wrong};

/// The members of a problem.
#[derive(Serialize)]
pub struct Body<'a> {
    title: &'a str,
    status: u16,
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<&'a [Wrong]>,
}

/// Status, title and code; what is masked is logged.
pub(crate) fn parts(error: &PlainError) -> (StatusCode, &'static str, &'static str) {
    match error {
        PlainError::NoUser => (StatusCode::NOT_FOUND, "Not Found", "no_user"),
        PlainError::NoUserWithId { .. } => (StatusCode::NOT_FOUND, "Not Found", "no_user_with_id"),
        PlainError::Database(source) => {
            tracing::error!(error = %source, "request failed");
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                "Internal Server Error",
                "internal_error",
            )
        }
        PlainError::Invalid { .. } => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "Unprocessable Content",
            "invalid",
        ),
        PlainError::Limited { .. } => (
            StatusCode::TOO_MANY_REQUESTS,
            "Too Many Requests",
            "limited",
        ),
    }
}

/// Status and body.
#[must_use]
pub fn body(error: &PlainError) -> (StatusCode, Body<'_>) {
    let (status, title, code) = parts(error);
    let detail = status.is_client_error().then(|| error.to_string());
    let errors = match error {
        PlainError::Invalid { errors } => Some(errors.as_slice()),
        _ => None,
    };
    let body = Body {
        title,
        status: status.as_u16(),
        code,
        detail,
        errors,
    };
    (status, body)
}
