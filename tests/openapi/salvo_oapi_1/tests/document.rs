//! The document of a service on salvo. salvo-oapi reads the errors from the return type
//! of a handler.

use salvo::Router;
use salvo::oapi::{OpenApi, ToSchema, endpoint};
use salvo::writing::Json;
use serde::Serialize;

openapi_documents::errors!(salvo, salvo_oapi);

#[derive(Serialize, ToSchema)]
struct User {
    id: u64,
}

#[endpoint]
async fn users() -> Result<Json<Vec<User>>, AppError> {
    Err(AppError::NoPage)
}

#[endpoint]
async fn anything() -> catchall::Result<Json<User>> {
    Err(catchall::Problem::not_found())
}

#[test]
fn the_document_has_every_error() {
    let router = Router::new()
        .push(Router::with_path("users").get(users))
        .push(Router::with_path("anything").get(anything));
    let document = OpenApi::new("users", "1.0.0").merge_router(&router);
    let document = serde_json::to_value(&document).expect("a document");
    openapi_documents::check_whole_errors(&document);
}
