//! Each response of the list is valid according to the JSON Schema that the catalog creates
//! for the same enum.

use boon::{Compiler, Schemas};
use catchall::HttpError;
use conformance::AppError;
use http::header::CONTENT_TYPE;
use serde_json::Value;

#[test]
fn each_response_is_valid_by_the_schema_of_the_catalog() {
    let schema: Value = serde_json::from_str(&AppError::catalog().to_json_schema()).unwrap();
    let url = "https://errors.example/schema.json";
    let mut compiler = Compiler::new();
    compiler.add_resource(url, schema).unwrap();
    let mut schemas = Schemas::new();
    let index = compiler.compile(url, &mut schemas).unwrap();
    let mut invalid = Vec::new();
    let mut count = 0;
    for error in conformance::errors() {
        let response = error.to_response();
        let media_type = response.headers().get(CONTENT_TYPE);
        if media_type.is_none_or(|it| it != "application/problem+json") {
            continue;
        }
        count += 1;
        let body: Value = serde_json::from_slice(response.body()).unwrap();
        if let Err(why) = schemas.validate(&body, index) {
            invalid.push(format!("{error:?}: {body}\n{why:#}"));
        }
    }
    assert!(count > 50, "{count}");
    assert!(invalid.is_empty(), "{}", invalid.join("\n"));
}
