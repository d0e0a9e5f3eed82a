//! The document of a service on axum, with aide 0.15, which reads the errors from the return
//! type of a handler.

use aide::axum::ApiRouter;
use aide::axum::routing::get;
use aide::openapi::OpenApi;
use axum::Json;
use schemars::JsonSchema;
use serde::Serialize;

openapi_documents::errors!(axum, aide);

#[derive(Serialize, JsonSchema)]
struct User {
    id: u64,
}

async fn users() -> Result<Json<Vec<User>>, AppError> {
    Err(AppError::NoPage)
}

async fn anything() -> catchall::Result<Json<User>> {
    Err(catchall::Problem::not_found())
}

#[test]
fn the_document_has_every_error() {
    let router = ApiRouter::<()>::new()
        .api_route("/users", get(users))
        .api_route("/anything", get(anything));
    let mut document = OpenApi::default();
    let _ = router.finish_api(&mut document);
    let document = serde_json::to_value(&document).expect("a document");
    openapi_documents::check_whole_errors(&document);
}
