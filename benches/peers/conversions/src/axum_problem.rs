//! axum-problem: its derive for what it can do, its builder for members, and
//! the one header that it cannot set set afterwards.

use axum::response::{IntoResponse, Response};
use axum_problem::{AxumProblem, Problem};
use catchall_benches::{Source, Wrong};
use http::HeaderValue;
use http::header::RETRY_AFTER;

/// The errors.
#[derive(Debug, thiserror::Error, AxumProblem)]
pub enum Error {
    #[error("there is no such user")]
    #[problem(status = 404)]
    NoUser,
    #[error("there is no user {id}")]
    #[problem(status = 404)]
    NoUserWithId { id: i64 },
    #[error("database error")]
    #[problem(status = 500, mask)]
    Database(#[source] Source),
    #[error("the request has {} invalid fields", errors.len())]
    #[problem(status = 422)]
    Invalid { errors: Vec<Wrong> },
    #[error("too many requests")]
    #[problem(status = 429)]
    Limited { seconds: u64 },
}

catchall_benches::five_cases!(Error);

/// Its derive.
pub fn derive(error: Error) -> Response {
    match &error {
        Error::Invalid { errors } => Problem::unprocessable_entity()
            .title("Unprocessable Content")
            .detail(error.to_string())
            .extension("errors", serde_json::json!(errors))
            .into_response(),
        Error::Limited { seconds } => {
            let retry_after = HeaderValue::from(*seconds);
            let mut response = error.into_response();
            response.headers_mut().insert(RETRY_AFTER, retry_after);
            response
        }
        _ => error.into_response(),
    }
}
