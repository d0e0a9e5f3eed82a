//! axum-problem: its derive for what it can do, its builder for members, and
//! the one header that it cannot set set afterwards.

use axum::response::{IntoResponse, Response};
use axum_problem::{AxumProblem, Problem};
use http::HeaderValue;
use http::header::RETRY_AFTER;

catchall_benches::five_cases! {
    /// The errors.
    #[derive(Debug, thiserror::Error, AxumProblem)]
    pub enum Error {
        #[problem(status = 404)]
        NoUser,
        #[problem(status = 404)]
        NoUserWithId { id },
        #[problem(status = 500, mask)]
        Database,
        #[problem(status = 422)]
        Invalid { errors },
        #[problem(status = 429)]
        Limited { seconds },
    }
}

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
