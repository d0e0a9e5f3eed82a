//! What the OpenAPI document of a small service must contain, for every tool that generates it.

use boon::{Compiler, Schemas};
use serde_json::{Value, json};

/// Declares the errors of the service for a tool: `errors!(utoipa)`. Each tool has its own
/// copy, because its name needs its feature.
#[macro_export]
macro_rules! errors {
    ($($word:tt)*) => {
        /// The errors of the service.
        #[allow(dead_code, reason = "most of them are not constructed")]
        #[derive(Debug, thiserror::Error, catchall::HttpError)]
        #[http($($word)*, on(401, www_authenticate = "Bearer"))]
        enum AppError {
            /// The user was deleted or never existed.
            #[error("no user {id}")]
            #[http(404)]
            UserNotFound {
                #[http(member)]
                id: u64,
            },
            /// The address has no such page.
            #[error("no such page")]
            #[http(404)]
            NoPage,
            #[error("not signed in")]
            #[http(401)]
            NotSignedIn,
            #[error("too many requests")]
            #[http(429, retry_after = wait)]
            RateLimited { wait: std::time::Duration },
            #[error("gone or moved")]
            #[http(status = *_0, statuses(404, 410), code = "moved")]
            Moved(u16),
            #[error(transparent)]
            #[http(transparent)]
            Storage(#[from] StorageError),
        }

        /// The errors of a part of it.
        #[allow(dead_code, reason = "most of them are not constructed")]
        #[derive(Debug, thiserror::Error, catchall::HttpError)]
        enum StorageError {
            /// The disk is full.
            #[error("the disk is full")]
            #[http(507)]
            Full,
            /// Another request holds the lock.
            #[error("locked")]
            #[http(423, format = Text)]
            Locked,
            #[error("secret")]
            Secret,
        }

        catchall::only! {
            /// The errors of reading a user.
            type ReadError = AppError { UserNotFound, Storage }, StorageError { Locked };
        }
    };
}

/// Checks a document in which `GET /users` fails with `AppError`, `GET /users/{id}` with
/// `ReadError`, and `GET /anything` with a `Problem`.
///
/// # Panics
///
/// Panics if the document is not as expected.
pub fn check(document: &Value) {
    check_whole_errors(document);
    assert_eq!(
        statuses(document, "/users/{id}"),
        ["200", "404", "423", "500"]
    );
    let read = response(document, "/users/{id}", "404");
    let read = &read["content"]["application/problem+json"]["examples"];
    let read = read.as_object().expect("examples");
    assert!(read.keys().eq(["user_not_found"]), "{read:?}");
}

/// Checks a document without `GET /users/{id}`, for a tool that reads the errors from the
/// return type of a handler.
///
/// # Panics
///
/// Panics if the document is not as expected.
pub fn check_whole_errors(document: &Value) {
    references_lead_somewhere(document, document);
    assert_eq!(
        statuses(document, "/users"),
        ["200", "401", "404", "410", "423", "429", "500", "507"]
    );
    assert_eq!(statuses(document, "/anything"), ["200", "500", "default"]);

    let not_found = &response(document, "/users", "404");
    let body = &not_found["content"]["application/problem+json"];
    assert_eq!(
        body["schema"],
        json!({ "$ref": "#/components/schemas/Problem" })
    );
    let examples = body["examples"].as_object().expect("examples");
    let names: Vec<&String> = examples.keys().collect();
    assert_eq!(names, ["moved", "no_page", "user_not_found"]);
    assert_eq!(
        examples["user_not_found"]["value"],
        json!({
            "title": "Not Found",
            "status": 404,
            "code": "user_not_found",
            "detail": "no user 1",
            "id": 1,
        })
    );
    let moved = response(document, "/users", "410");
    let moved = &moved["content"]["application/problem+json"]["examples"]["moved"];
    assert_eq!(moved["value"]["status"], 410);
    assert_eq!(moved["value"]["title"], "Gone");
    assert_eq!(
        not_found["description"],
        "`user_not_found`: The user was deleted or never existed.\n\n\
         Members: `id` (integer).\n\n\
         `no_page`: The address has no such page.\n\n\
         `moved`: A problem."
    );

    let headers = |status| response(document, "/users", status)["headers"].clone();
    assert_eq!(
        headers("401")["WWW-Authenticate"]["schema"]["type"],
        "string"
    );
    assert_eq!(headers("429")["Retry-After"]["schema"]["type"], "string");
    assert_eq!(headers("404"), Value::Null);

    let locked = response(document, "/users", "423");
    let content = locked["content"].as_object().expect("a body");
    assert!(content.keys().eq(["text/plain"]), "{content:?}");

    // The names of unmapped variants are private.
    assert!(!document.to_string().to_lowercase().contains("secret"));
    examples_are_valid(document);
}

/// Returns the responses of `GET`.
fn responses<'d>(document: &'d Value, path: &str) -> &'d Value {
    &document["paths"][path]["get"]["responses"]
}

fn statuses(document: &Value, path: &str) -> Vec<String> {
    let responses = responses(document, path).as_object();
    let statuses = responses.unwrap_or_else(|| panic!("{document:#}")).keys();
    let mut statuses: Vec<String> = statuses.cloned().collect();
    statuses.sort();
    statuses
}

fn response(document: &Value, path: &str, status: &str) -> Value {
    responses(document, path)[status].clone()
}

/// Checks each `$ref` in this part of the document.
///
/// # Panics
///
/// Panics if a target does not exist.
pub fn references_lead_somewhere(document: &Value, part: &Value) {
    match part {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                let pointer = reference.strip_prefix('#').expect("a local reference");
                assert!(document.pointer(pointer).is_some(), "{reference}");
            }
            for member in members.values() {
                references_lead_somewhere(document, member);
            }
        }
        Value::Array(items) => {
            for item in items {
                references_lead_somewhere(document, item);
            }
        }
        _ => {}
    }
}

/// Validates each example of a problem with the schema in the document.
///
/// # Panics
///
/// Panics if an example is not valid, or if there is none.
pub fn examples_are_valid(document: &Value) {
    let schema = &document["components"]["schemas"]["Problem"];
    assert!(!is_valid(schema, &json!({ "status": "404" })));
    let mut count = 0;
    let paths = document["paths"].as_object().expect("paths");
    let operations = paths.values().filter_map(Value::as_object);
    let operations = operations.flat_map(serde_json::Map::values);
    let responses = operations.filter_map(|operation| operation["responses"].as_object());
    for response in responses.flat_map(serde_json::Map::values) {
        let body = &response["content"]["application/problem+json"];
        let Some(examples) = body["examples"].as_object() else {
            continue;
        };
        for (name, example) in examples {
            assert!(is_valid(schema, &example["value"]), "{name}");
            count += 1;
        }
    }
    assert!(count > 0, "no example");
}

fn is_valid(schema: &Value, value: &Value) -> bool {
    let mut compiler = Compiler::new();
    compiler.enable_format_assertions();
    let url = "https://e.example/schema.json";
    let schema = compiler.add_resource(url, schema.clone());
    schema.expect("a schema");
    let mut schemas = Schemas::new();
    let index = compiler.compile(url, &mut schemas).expect("a schema");
    schemas.validate(value, index).is_ok()
}
