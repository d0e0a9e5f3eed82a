//! The catalog as JSON, and its schema.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::time::Duration;

use boon::{Compiler, Schemas};
use catchall::catalog::{Entry, HasJsonType, JsonType, MemberSpec};
use catchall::{Catalog, FieldError, FieldErrors, HttpError, ProblemType};
use serde_json::{Value, json};

use crate::{ApiError, InnerError};

/// Returns what a schema reports about a value.
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

/// The schema of a type, with valid and invalid values.
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

fn problem_schema() -> Value {
    serde_json::from_str(&ApiError::catalog().to_json_schema()).unwrap()
}

/// Returns the body of a response.
fn body(error: &impl HttpError) -> Value {
    serde_json::from_slice(error.to_response().body()).unwrap()
}

/// Returns an error of each type whose body is a problem.
fn samples() -> Vec<ApiError> {
    vec![
        ApiError::UserNotFound { id: 7 },
        ApiError::Unauthenticated,
        ApiError::Invalid {
            errors: FieldError::new(["a"], "b").into(),
            limits: BTreeMap::from([("max".to_owned(), 1.5)]),
            hint: Some(vec![Some(true), None]),
        },
        ApiError::Invalid {
            errors: FieldErrors::default(),
            limits: BTreeMap::new(),
            hint: None,
        },
        ApiError::Slow {
            wait: Duration::from_secs(1),
        },
        ApiError::Moved(404),
        ApiError::Moved(410),
        ApiError::Inner(InnerError::Conflict("a")),
        ApiError::Inner(InnerError::Private),
        ApiError::Database(io::Error::other("secret")),
    ]
}

#[test]
fn each_response_is_valid_by_the_schema_of_the_problems() {
    let schema = problem_schema();
    let names = schema["oneOf"].as_array().unwrap().len();
    assert_eq!(names, schema["$defs"].as_object().unwrap().len());
    for error in samples() {
        let body = body(&error);
        validate(&schema, &body).unwrap_or_else(|error| panic!("{body}: {error}"));
    }
    for definition in schema["$defs"].as_object().unwrap().values() {
        for example in definition["examples"].as_array().into_iter().flatten() {
            validate(&schema, example).unwrap_or_else(|error| panic!("{example}: {error}"));
        }
    }
}

#[test]
fn the_schema_of_the_problems_refuses_what_the_errors_are_not() {
    let schema = problem_schema();
    let user = body(&ApiError::UserNotFound { id: 7 });
    let masked = body(&InnerError::Private);
    for (body, pointer, value) in [
        // A member, a part of RFC 9457, and a masked part.
        (&user, "/id", Some(json!("7"))),
        (&user, "/id", Some(json!(1.5))),
        (&user, "/id", None),
        (&user, "/status", Some(json!(410))),
        (&user, "/status", Some(json!("404"))),
        (&user, "/status", None),
        (&user, "/title", None),
        (&user, "/detail", None),
        (&user, "/detail", Some(json!(7))),
        (&user, "/code", Some(json!("slow"))),
        (&user, "/type", None),
        (&masked, "/detail", Some(json!("secret"))),
        (&masked, "/status", Some(json!(503))),
    ] {
        let mut wrong = body.clone();
        let name = pointer.trim_start_matches('/');
        match &value {
            Some(value) => wrong[name] = value.clone(),
            None => drop(wrong.as_object_mut().unwrap().remove(name)),
        }
        assert!(validate(&schema, &wrong).is_err(), "{wrong}");
    }
    for wrong in [
        json!(null),
        json!([]),
        json!("no"),
        json!({"error": "flat"}),
    ] {
        assert!(validate(&schema, &wrong).is_err(), "{wrong}");
    }
}

/// An unknown code or type URI, and unknown members: a client ignores them.
#[test]
fn the_schema_of_the_problems_lets_an_api_grow() {
    let schema = problem_schema();
    let mut more = body(&ApiError::UserNotFound { id: 7 });
    more["request_id"] = json!("1");
    validate(&schema, &more).unwrap();
    for body in [
        json!({"title": "Not Found", "status": 404, "code": "later", "id": "7"}),
        json!({"title": "Not Found", "status": 404}),
        json!({"title": "Not Found", "status": 404, "type": "https://other.example", "code": "user_not_found"}),
    ] {
        validate(&schema, &body).unwrap_or_else(|error| panic!("{body}: {error}"));
    }
}
