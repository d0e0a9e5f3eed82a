//! The document of a service on poem. poem-openapi reads the errors from the return type of a
//! handler, and does not support examples.

#![expect(clippy::unused_async, reason = "the functions of an API must be async")]

use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi, OpenApiService};
use serde_json::{Value, json};

openapi_documents::errors!(poem, poem_openapi);

#[derive(Object)]
struct User {
    id: u64,
}

struct Api;

#[OpenApi]
impl Api {
    #[oai(path = "/users", method = "get")]
    async fn users(&self) -> Result<Json<Vec<User>>, AppError> {
        Err(AppError::NoPage)
    }

    #[oai(path = "/anything", method = "get")]
    async fn anything(&self) -> catchall::Result<Json<User>> {
        Err(catchall::Problem::not_found())
    }
}

#[test]
fn the_document_has_every_error() {
    let document = OpenApiService::new(Api, "users", "1.0.0").spec();
    let document: Value = serde_json::from_str(&document).expect("a document");
    openapi_documents::references_lead_somewhere(&document, &document);
    let responses = &document["paths"]["/users"]["get"]["responses"];
    let statuses = responses.as_object().expect("responses").keys();
    let mut statuses: Vec<&str> = statuses.map(String::as_str).collect();
    statuses.sort_unstable();
    assert_eq!(
        statuses,
        ["200", "401", "404", "410", "423", "429", "500", "507"]
    );
    let not_found = &responses["404"];
    let body = &not_found["content"]["application/problem+json"];
    assert_eq!(
        body["schema"],
        json!({ "$ref": "#/components/schemas/Problem" })
    );
    let description = not_found["description"].as_str().expect("a text");
    assert!(description.contains("`user_not_found`: The user was deleted or never existed."));
    let challenge = &responses["401"]["headers"]["WWW-Authenticate"];
    assert_eq!(challenge["schema"]["type"], "string");
    assert!(responses["423"]["content"]["text/plain"].is_object());
    let anything = &document["paths"]["/anything"]["get"]["responses"];
    assert!(anything["default"].is_object());
    let problem = &document["components"]["schemas"]["Problem"];
    assert_eq!(problem["required"], json!(["title", "status"]));
    assert_eq!(problem["properties"]["status"]["maximum"], 599.0);
}
