//! `/errors`: what can go wrong, for developers of clients. The type URIs lead here.

use axum::Router;
use catchall::{HttpError, ProblemDocs};

use crate::Shop;
use crate::error::AppError;

/// Returns the variants of all our enums, with their doc comments: a page in a browser, and
/// JSON for a program.
pub(crate) fn routes() -> Router<Shop> {
    let docs = ProblemDocs::new(&AppError::catalog()).with_title("Errors of the shop");
    Router::new().nest_service("/errors", docs)
}
