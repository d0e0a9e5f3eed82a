//! `/errors`: what can go wrong, for those who write clients.

use axum::routing::get;
use axum::{Json, Router};
use catchall::HttpError;
use serde::Serialize;

use crate::Shop;
use crate::error::AppError;

#[derive(Debug, Serialize)]
struct Entry {
    code: &'static str,
    /// `None` where it depends on the request.
    status: Option<u16>,
    description: String,
}

pub(crate) fn routes() -> Router<Shop> {
    Router::new().route("/errors", get(list))
}

/// The variants of all our enums, with their doc comments.
async fn list() -> Json<Vec<Entry>> {
    let catalog = AppError::catalog();
    let entries = catalog.entries().iter().map(|entry| {
        let problem_type = entry.problem_type();
        Entry {
            code: problem_type.code(),
            status: problem_type.status().map(|status| status.as_u16()),
            description: entry.description().to_owned(),
        }
    });
    Json(entries.collect())
}
