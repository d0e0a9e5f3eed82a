//! The catalog as JSON, and its schema.

use std::fs;

use boon::{Compiler, Schemas};
use catchall::catalog::{Entry, HasJsonType, JsonType, MemberSpec};
use catchall::{Catalog, HttpError, ProblemType};
use serde_json::{Value, json};

use crate::ApiError;

/// What a schema has to say about a value.
fn validate(schema: &Value, value: &Value) -> Result<(), String> {
    let mut compiler = Compiler::new();
    compiler.enable_format_assertions();
    let url = "https://e.example/schema.json";
    compiler
        .add_resource(url, schema.clone())
        .map_err(|error| error.to_string())?;
    let mut schemas = Schemas::new();
    let index = compiler.compile(url, &mut schemas);
    let index = index.map_err(|error| error.to_string())?;
    let verdict = schemas.validate(value, index);
    verdict.map_err(|error| error.to_string())
}

fn schema() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/catalog.schema.json");
    let mut schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    // It is known by another address here.
    schema.as_object_mut().unwrap().remove("$id");
    schema
}

fn catalog() -> Value {
    serde_json::from_str(&ApiError::catalog().to_json()).unwrap()
}

fn problem(code: &str) -> Value {
    let catalog = catalog();
    let problems = catalog["problems"].as_array().unwrap();
    let found = problems.iter().find(|problem| problem["code"] == code);
    found.unwrap_or_else(|| panic!("{code}")).clone()
}

#[test]
fn the_document_is_valid_by_its_schema() {
    let schema = schema();
    validate(&schema, &catalog()).unwrap();
    let open = Catalog::new([Entry::new(ProblemType::new(0, ""))]).open();
    let open: Value = serde_json::from_str(&open.to_json()).unwrap();
    assert_eq!(open["problems"][0]["code"], Value::Null);
    // An entry with neither code nor status is that of an expression.
    validate(&schema, &open).unwrap();
}

#[test]
fn the_schema_refuses_what_is_no_catalog() {
    let schema = schema();
    for (pointer, value) in [
        ("/version", json!(2)),
        ("/open", json!("no")),
        ("/problems/0/code", json!("not a code")),
        ("/problems/0/statuses/0", json!(200)),
        ("/problems/0/members/0/schema", json!({"type": "u64"})),
        ("/problems/0/detail", json!(true)),
    ] {
        let mut catalog = catalog();
        *catalog.pointer_mut(pointer).expect(pointer) = value;
        assert!(validate(&schema, &catalog).is_err(), "{pointer}");
    }
}

#[test]
fn an_entry_says_what_a_client_meets() {
    assert_eq!(
        problem("user_not_found"),
        json!({
            "code": "user_not_found",
            "type": "https://api.example/errors#user_not_found",
            "title": "User not found",
            "statuses": [404],
            "otherStatuses": false,
            "description":
                "The user was deleted, or never existed: <script>alert(1)</script> & more.",
            "unmapped": false,
            "retryable": false,
            "retryAfter": null,
            "body": "application/problem+json",
            "detail": "always",
            "headers": [],
            "members": [{"name": "id", "required": true, "schema": {"type": "integer"}}],
            "otherMembers": false,
            "example": {
                "type": "https://api.example/errors#user_not_found",
                "title": "User not found",
                "status": 404,
                "code": "user_not_found",
                "detail": "no user 1",
                "id": 1,
            },
        })
    );
    assert_eq!(
        problem("unauthenticated")["headers"],
        json!([{"name": "www-authenticate", "required": true, "value": "Bearer"}])
    );
    assert_eq!(problem("slow")["retryable"], true);
    assert_eq!(problem("moved")["statuses"], json!([404, 410]));
    assert_eq!(problem("as_text")["body"], "text/plain");
    assert_eq!(problem("internal_error")["unmapped"], true);
}

#[test]
fn the_order_of_the_keys_is_always_the_same() {
    let json = ApiError::catalog().to_json();
    let first: Vec<&str> = json.lines().take(3).collect();
    assert!(first[1].contains("$schema"), "{json}");
    assert!(first[2].contains("version"), "{json}");
    let at = |key: &str| json.find(&format!("\"{key}\":")).expect(key);
    assert!(at("code") < at("type") && at("type") < at("statuses"));
    assert!(json.ends_with("}\n"));
}

#[test]
fn the_example_has_the_types_that_the_members_have() {
    for problem in catalog()["problems"].as_array().unwrap() {
        for member in problem["members"].as_array().unwrap() {
            let name = member["name"].as_str().unwrap();
            let value = &problem["example"][name];
            validate(&member["schema"], value)
                .unwrap_or_else(|error| panic!("{name}: {value}: {error}"));
        }
    }
}

/// The schema of a type, and of values that it has and has not.
#[test]
fn a_type_is_a_schema_of_its_values() {
    const OBJECT: JsonType = JsonType::ObjectOf(&[
        MemberSpec::new("name", JsonType::StringValue),
        MemberSpec::new("age", JsonType::IntegerValue).optional(),
    ]);
    for (json_type, right, wrong) in [
        (bool::JSON_TYPE, json!(true), json!(1)),
        (u8::JSON_TYPE, json!(1), json!(1.5)),
        (f32::JSON_TYPE, json!(1.5), json!("1.5")),
        (String::JSON_TYPE, json!("a"), json!(null)),
        (<Option<u8>>::JSON_TYPE, json!(null), json!("a")),
        (
            <Vec<Option<u8>>>::JSON_TYPE,
            json!([1, null]),
            json!([1, "a"]),
        ),
        (JsonType::OneOf(&["a", "b"]), json!("b"), json!("c")),
        (
            JsonType::MapOf(&JsonType::IntegerValue),
            json!({"a": 1}),
            json!({"a": "b"}),
        ),
        (OBJECT, json!({"name": "a", "age": 1}), json!({"age": 1})),
        (
            OBJECT,
            json!({"name": "a"}),
            json!({"name": "a", "age": "b"}),
        ),
    ] {
        let schema = serde_json::to_value(json_type).unwrap();
        validate(&schema, &right).unwrap_or_else(|error| panic!("{json_type:?}: {error}"));
        assert!(validate(&schema, &wrong).is_err(), "{json_type:?}: {wrong}");
    }
    let any = serde_json::to_value(JsonType::AnyValue).unwrap();
    validate(&any, &json!({"a": [null]})).unwrap();
}
