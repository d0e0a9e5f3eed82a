//! A blog's API: plain text, except for a form with invalid fields.

use std::collections::BTreeMap;
use std::io;

use catchall::HttpError;
use serde_json::json;
use thiserror::Error;
use tracing::Level;

use crate::support::{self, CANARY, Members};

#[derive(Debug, Error, HttpError)]
#[http(format = Text)]
enum BlogError {
    #[error("authentication required")]
    #[http(401, www_authenticate = "Token")]
    Unauthenticated,
    #[error("user may not perform that action")]
    #[http(403)]
    NotAllowed,
    #[error("request path not found")]
    #[http(404)]
    NoSuchPath,
    #[error("error in the request body")]
    #[http(422, format = Members)]
    Invalid {
        #[http(member)]
        errors: BTreeMap<&'static str, Vec<&'static str>>,
    },
    #[error("the database failed")]
    #[http(500, detail = "an error occurred with the database")]
    Database(#[from] io::Error),
    #[error(transparent)]
    #[http(500, detail = "an internal server error occurred")]
    Other(#[from] anyhow::Error),
}

#[test]
fn texts() {
    support::text(&BlogError::Unauthenticated, 401, "authentication required")
        .has("www-authenticate", "Token");
    support::text(
        &BlogError::NotAllowed,
        403,
        "user may not perform that action",
    );
    support::text(&BlogError::NoSuchPath, 404, "request path not found");
}

#[test]
fn a_form_has_the_messages_of_each_field() {
    let errors = BTreeMap::from([
        ("email", vec!["is invalid", "has already been taken"]),
        ("username", vec!["is too long"]),
    ]);
    support::json(
        &BlogError::Invalid { errors },
        422,
        &json!({ "errors": {
            "email": ["is invalid", "has already been taken"],
            "username": ["is too long"],
        }}),
    );
}

#[test]
fn what_failed_inside_has_a_text_of_its_own() {
    let database = BlogError::from(support::internal());
    support::text(&database, 500, "an error occurred with the database");
    let other = BlogError::from(anyhow::anyhow!(CANARY).context("no article"));
    support::text(&other, 500, "an internal server error occurred");
    for error in [database, other] {
        let event = support::logged(&error);
        assert_eq!(event.level, Level::ERROR);
        assert!(event.fields.contains(CANARY), "{}", event.fields);
    }
}
