//! http-api-problem: the problem itself, and its `ApiError`.

use axum_core::response::Response;
use catchall_benches::PlainError;
use catchall_benches::contenders::by_hand;
use http::HeaderValue;
use http::header::RETRY_AFTER;
use http_api_problem::{ApiError, HttpApiProblem};

fn with_header(mut response: Response, error: &PlainError) -> Response {
    if let PlainError::Limited { seconds } = error {
        let seconds = HeaderValue::from(*seconds);
        response.headers_mut().insert(RETRY_AFTER, seconds);
    }
    response
}

/// The problem.
pub fn plain(error: PlainError) -> Response {
    let (status, ..) = by_hand::parts(&error);
    let mut problem = HttpApiProblem::with_title(status);
    if status.is_client_error() {
        problem = problem.detail(error.to_string());
    }
    if let PlainError::Invalid { errors } = &error {
        problem = problem.value("errors", errors);
    }
    with_header(problem.to_axum_response(), &error)
}

/// Its error.
pub fn api_error(error: PlainError) -> Response {
    let (status, ..) = by_hand::parts(&error);
    let mut builder = ApiError::builder(status);
    if let Some(title) = status.canonical_reason() {
        builder = builder.title(title);
    }
    if status.is_client_error() {
        builder = builder.message(&error);
    }
    if let PlainError::Invalid { errors } = &error {
        builder = builder.field("errors", errors);
    }
    with_header(builder.finish().into_axum_response(), &error)
}
