//! `/errors`: what can go wrong, for those who write clients.

use axum::Json;
use catchall::{HttpError, Problem};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Shop;
use crate::error::AppError;

#[derive(Debug, Serialize, ToSchema)]
struct Entry {
    code: &'static str,
    /// `None` where it depends on the request.
    status: Option<u16>,
    description: String,
}

pub(crate) fn routes() -> OpenApiRouter<Shop> {
    OpenApiRouter::new().routes(routes!(list))
}

/// The variants of all our enums, with their doc comments.
#[utoipa::path(
    get,
    path = "/errors",
    operation_id = "list_errors",
    responses((status = 200, body = Vec<Entry>, description = "The problem types."), Problem),
)]
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
