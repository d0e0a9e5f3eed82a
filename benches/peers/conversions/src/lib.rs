//! Ways to make a response with other crates, each as its documentation says.

use catchall_benches::{Contender, PlainError};
use http::StatusCode;

#[cfg(feature = "actix-web")]
mod actix_web;
#[cfg(feature = "axum-problem")]
mod axum_problem;
#[cfg(feature = "http-api-problem")]
mod http_api_problem;
#[cfg(feature = "problem-details")]
mod problem_details;
#[cfg(feature = "problemdetails")]
mod problemdetails;

// Peers for another framework than axum come with that framework's floor in
// front, so that they are held against it.

/// Those of the peer whose feature is on; without one, those that need no peer.
#[must_use]
pub fn contenders() -> Vec<Contender> {
    #[allow(unused_mut, reason = "without a feature there is no peer")]
    let mut peers: Vec<Contender> = Vec::new();
    #[cfg(feature = "axum-problem")]
    peers.extend(axum_problem::contenders());
    #[cfg(feature = "problem-details")]
    peers.extend(problem_details::contenders());
    #[cfg(feature = "http-api-problem")]
    peers.extend(http_api_problem::contenders());
    #[cfg(feature = "problemdetails")]
    peers.extend(problemdetails::contenders());
    #[cfg(feature = "actix-web")]
    peers.extend(actix_web::contenders());
    if peers.is_empty() {
        peers = catchall_benches::contenders();
    }
    peers
}

/// The status, and the log event of what is masked, which none of these crates
/// writes by itself.
#[allow(dead_code, reason = "without a feature there is no peer")]
fn status_of(error: &PlainError) -> StatusCode {
    match error {
        PlainError::NoUser | PlainError::NoUserWithId { .. } => StatusCode::NOT_FOUND,
        PlainError::Database(source) => {
            tracing::error!(error = %source, "request failed");
            StatusCode::INTERNAL_SERVER_ERROR
        }
        PlainError::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        PlainError::Limited { .. } => StatusCode::TOO_MANY_REQUESTS,
    }
}
