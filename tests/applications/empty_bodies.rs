//! An admin API: bodies that are empty on purpose, a validator's own map, and
//! text for developers in debug builds.

use catchall::format::Text;
use catchall::{Body, Format, HttpError, Problem, RequestContext};
use serde_json::json;
use thiserror::Error;
use tracing::Level;
use validator::{Validate, ValidationErrors};

use crate::support::{self, CANARY, Members, Only};

/// The text if there is one, and otherwise nothing.
struct TextIfAny;

impl Format for TextIfAny {
    fn render(&self, problem: &Problem, _context: Option<&RequestContext>) -> Body {
        match problem.detail() {
            Some(_) => problem.body(&Text),
            None => Body::empty(),
        }
    }
}

#[derive(Debug, Error)]
enum JsonError {
    #[error("{path}: {message}")]
    Parse { path: String, message: String },
    #[error("{0} is not supported")]
    UnsupportedMime(String),
    #[error("the connection broke: {CANARY}")]
    Io,
}

#[derive(Debug, Error, HttpError)]
#[http(format = Empty)]
enum AdminError {
    #[error("the form is not valid")]
    #[http(400, hide, format = Only("errors"))]
    Validation(
        #[from]
        #[http(member = "errors")]
        ValidationErrors,
    ),
    #[error("the body is not valid: {0}")]
    #[http(
        case(JsonError::Parse { path, message } => 400, hide, format = Members,
            member("path" = path), member("message" = message)),
        case(JsonError::UnsupportedMime(_) => 406, hide),
    )]
    Json(#[source] JsonError),
    #[error("access denied")]
    #[http(403)]
    AccessDenied,
    #[error("the state of the login does not match")]
    #[http(403, format = Text)]
    CallbackState,
    #[error("the login was refused: {0}")]
    #[http(403, format = Text)]
    CallbackRefused(String),
    #[error("no such account")]
    #[http(404)]
    NotFound,
    #[error("database at {0}")]
    #[http(500, unmask = cfg!(debug_assertions), format = TextIfAny)]
    Database(String),
    #[error("mail at {0}")]
    Mail(String),
}

#[derive(Validate)]
struct Form {
    #[validate(length(min = 1, message = "is empty"))]
    name: String,
    #[validate(length(max = 1, message = "is long"))]
    title: String,
}

#[test]
fn the_map_of_a_validator_is_the_body() {
    let form = Form {
        name: String::new(),
        title: "Dr.".into(),
    };
    let errors = form.validate().expect_err("both fields are wrong");
    support::json(
        &AdminError::from(errors),
        400,
        &json!({
            "name": [{
                "code": "length",
                "message": "is empty",
                "params": { "min": 1, "value": "" },
            }],
            "title": [{
                "code": "length",
                "message": "is long",
                "params": { "max": 1, "value": "Dr." },
            }],
        }),
    );
}

#[test]
fn a_body_that_was_not_read() {
    let parse = JsonError::Parse {
        path: "users[0].age".into(),
        message: "not a number".into(),
    };
    support::json(
        &AdminError::Json(parse),
        400,
        &json!({ "path": "users[0].age", "message": "not a number" }),
    );
    support::empty(
        &AdminError::Json(JsonError::UnsupportedMime("text/csv".into())),
        406,
    );
    support::empty(&AdminError::Json(JsonError::Io), 500);
}

#[test]
fn empty_on_purpose() {
    support::empty(&AdminError::AccessDenied, 403);
    support::empty(&AdminError::NotFound, 404);
    support::text(
        &AdminError::CallbackState,
        403,
        "the state of the login does not match",
    );
    support::text(
        &AdminError::CallbackRefused("by the user".into()),
        403,
        "the login was refused: by the user",
    );
}

#[test]
fn developers_see_more() {
    let error = AdminError::Database("10.1.1.1".into());
    if cfg!(debug_assertions) {
        support::text(&error, 500, "database at 10.1.1.1");
    } else {
        support::empty(&error, 500);
    }
    let masked = AdminError::Mail(CANARY.into());
    support::empty(&masked, 500);
    for error in [error, masked] {
        let event = support::logged(&error);
        assert_eq!(event.level, Level::ERROR);
        assert!(event.fields.contains(" at 10."), "{}", event.fields);
    }
}
