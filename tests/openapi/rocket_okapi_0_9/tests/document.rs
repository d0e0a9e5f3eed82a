//! The document of a service on Rocket. `rocket_okapi` reads the errors from the return
//! type of a handler.

use rocket::get;
use rocket::serde::json::Json;
use rocket_okapi::{openapi, openapi_get_routes_spec};
use schemars::JsonSchema;
use serde::Serialize;

openapi_documents::errors!(rocket, rocket_okapi);

#[derive(Serialize, JsonSchema)]
struct User {
    id: u64,
}

#[openapi]
#[get("/users")]
fn users() -> Result<Json<Vec<User>>, AppError> {
    Err(AppError::NoPage)
}

#[openapi]
#[get("/anything")]
fn anything() -> catchall::Result<Json<User>> {
    Err(catchall::Problem::not_found())
}

#[test]
fn the_document_has_every_error() {
    let (routes, document) = openapi_get_routes_spec![users, anything];
    assert_eq!(routes.len(), 2);
    let document = serde_json::to_value(&document).expect("a document");
    openapi_documents::check_whole_errors(&document);
}
