//! `problemdetails`: built from the error, members as values.

use axum_core::response::{IntoResponse, Response};
use catchall_benches::PlainError;
use catchall_benches::contenders::by_hand;
use http::HeaderValue;
use http::header::RETRY_AFTER;

/// Its builder.
pub fn builder(error: PlainError) -> Response {
    let (status, ..) = by_hand::parts(&error);
    let mut problem = problemdetails::new(status)
        .with_title(status.canonical_reason().unwrap_or_default())
        .with_value("status", status.as_u16());
    if status.is_client_error() {
        problem = problem.with_detail(error.to_string());
    }
    match error {
        PlainError::Invalid { errors } => {
            let errors = serde_json::json!(errors);
            problem.with_value("errors", errors).into_response()
        }
        PlainError::Limited { seconds } => {
            let retry_after = HeaderValue::from(seconds);
            ([(RETRY_AFTER, retry_after)], problem).into_response()
        }
        _ => problem.into_response(),
    }
}
