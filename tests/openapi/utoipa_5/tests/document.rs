//! The document of a service on axum, with utoipa 5.

use axum::Json;
use axum::extract::Path;
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

openapi_documents::errors!(axum, utoipa);

#[derive(OpenApi)]
#[openapi(components(schemas(catchall::Problem)))]
struct Document;

#[derive(Serialize, ToSchema)]
struct User {
    id: u64,
}

#[utoipa::path(get, path = "/users", responses((status = 200, body = Vec<User>), AppError))]
async fn users() -> Result<Json<Vec<User>>, AppError> {
    Err(AppError::NoPage)
}

#[utoipa::path(
    get,
    path = "/users/{id}",
    params(("id" = u64, Path)),
    responses((status = 200, body = User), ReadError),
)]
async fn user(Path(id): Path<u64>) -> Result<Json<User>, AppError> {
    Err(AppError::UserNotFound { id })
}

#[utoipa::path(
    get,
    path = "/anything",
    responses((status = 200, body = User), catchall::Problem),
)]
async fn anything() -> catchall::Result<Json<User>> {
    Err(catchall::Problem::not_found())
}

#[test]
fn the_document_has_every_error() {
    let router = OpenApiRouter::<()>::with_openapi(Document::openapi());
    let router = router.routes(routes!(users));
    let router = router.routes(routes!(user)).routes(routes!(anything));
    let (_, document) = router.split_for_parts();
    let document = serde_json::to_value(&document).expect("a document");
    openapi_documents::check(&document);
}
