//! `problem_details`: built from the error, members as a struct.

use axum_core::response::{IntoResponse, Response};
use catchall_benches::contenders::by_hand;
use catchall_benches::{PlainError, Wrong};
use http::HeaderValue;
use http::header::RETRY_AFTER;
use problem_details::ProblemDetails;

#[derive(serde::Serialize)]
struct Fields {
    errors: Vec<Wrong>,
}

/// Its builder.
pub fn builder(error: PlainError) -> Response {
    let (status, ..) = by_hand::parts(&error);
    let mut details = ProblemDetails::from_status_code(status);
    if status.is_client_error() {
        details = details.with_detail(error.to_string());
    }
    match error {
        PlainError::Invalid { errors } => {
            details.with_extensions(Fields { errors }).into_response()
        }
        PlainError::Limited { seconds } => {
            let retry_after = HeaderValue::from(seconds);
            ([(RETRY_AFTER, retry_after)], details).into_response()
        }
        _ => details.into_response(),
    }
}
