//! The responses of an OpenAPI document, for every tool that generates it.

use catchall::catalog::{Entry, HeaderSpec};
use catchall::http::header::{ETAG, WWW_AUTHENTICATE};
use catchall::{Catalog, HttpError, ProblemType};
use serde_json::{Value, json};

use crate::ApiError;

#[test]
fn each_status_is_a_response() {
    let responses = ApiError::catalog().to_openapi_responses();
    let statuses: Vec<&String> = responses.keys().collect();
    assert_eq!(
        statuses,
        ["401", "404", "409", "410", "422", "429", "500", "503"]
    );
    let named: Vec<&str> = responses
        .values()
        .filter_map(|response| {
            response["content"]["application/problem+json"]["examples"].as_object()
        })
        .flat_map(|examples| examples.keys().map(String::as_str))
        .collect();
    assert_eq!(
        named,
        [
            "unauthenticated",
            "moved",
            "user_not_found",
            "conflict",
            "moved",
            "invalid",
            "slow",
            "internal_error",
        ]
    );
}

#[test]
fn what_is_known_only_at_run_time_is_the_default() {
    let by_value = Entry::new(ProblemType::new(0, "by_value"));
    let responses = Catalog::new([by_value]).to_openapi_responses();
    let default = &responses["default"];
    assert_eq!(
        default["description"],
        "`by_value`: A problem.\n\nAny other problem."
    );
    let body = &default["content"]["application/problem+json"];
    assert_eq!(body["schema"]["$ref"], "#/components/schemas/Problem");
    assert_eq!(body["examples"]["by_value"]["value"]["code"], "by_value");

    let open = Catalog::new([]).open().to_openapi_responses();
    assert_eq!(open["default"]["description"], "Any other problem.");
    assert!(
        !Catalog::new([])
            .to_openapi_responses()
            .contains_key("default")
    );
}

#[test]
fn a_header_has_its_usual_name_and_only_where_it_belongs() {
    let refused = Entry::new(ProblemType::new(401, "refused"));
    let refused = refused.with_status(catchall::http::StatusCode::GONE);
    let refused = refused
        .with_header(HeaderSpec::new(WWW_AUTHENTICATE).with_value("Bearer".parse().unwrap()))
        .with_header(HeaderSpec::new(ETAG).optional());
    let responses = Catalog::new([refused]).to_openapi_responses();
    assert_eq!(
        responses["401"]["headers"],
        json!({
            "ETag": { "schema": { "type": "string" } },
            "WWW-Authenticate": {
                "schema": { "type": "string" },
                "required": true,
                "example": "Bearer",
            },
        })
    );
    assert_eq!(
        responses["410"]["headers"],
        json!({ "ETag": { "schema": { "type": "string" } } })
    );
}

#[test]
fn a_code_with_two_types_has_two_examples() {
    let of = |uri| Entry::new(ProblemType::new(404, "missing").with_type_uri(uri));
    let catalog = Catalog::new([of("https://e.example/a"), of("https://e.example/b")]);
    let responses = catalog.to_openapi_responses();
    let examples = &responses["404"]["content"]["application/problem+json"]["examples"];
    let examples = examples.as_object().unwrap();
    let types: Vec<&Value> = examples.values().map(|it| &it["value"]["type"]).collect();
    assert_eq!(types, ["https://e.example/a", "https://e.example/b"]);
}
