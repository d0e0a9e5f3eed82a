//! The catalog as a published contract, and the helpers for the tests of an application.

mod docs;
mod gate;
mod helpers;
mod json;
mod languages;
mod only;
mod openapi;
mod pages;
#[path = "../support/tools.rs"]
mod tools;

use std::collections::BTreeMap;
use std::io;
use std::panic::{UnwindSafe, catch_unwind};
use std::time::Duration;

use catchall::{FieldErrors, HttpError};

/// An error that uses many keys.
#[derive(Debug, thiserror::Error, HttpError)]
#[http(
    type_base = "https://api.example/errors#",
    on(401, www_authenticate = "Bearer")
)]
enum ApiError {
    /// The user was deleted, or never existed: <script>alert(1)</script> & more.
    #[error("no user {id}")]
    #[http(404)]
    UserNotFound {
        #[http(member)]
        id: u64,
    },
    #[error("who?")]
    #[http(401)]
    Unauthenticated,
    #[error("invalid")]
    #[http(422, title = "Some *fields* | are <not> valid")]
    Invalid {
        #[http(member)]
        errors: FieldErrors,
        #[http(member)]
        limits: BTreeMap<String, f64>,
        #[http(member)]
        hint: Option<Vec<Option<bool>>>,
    },
    #[error("slow down")]
    #[http(429, retry_after = wait)]
    Slow { wait: Duration },
    #[error("moved")]
    #[http(status = *_0, statuses(404, 410), code = "moved")]
    Moved(u16),
    #[error("as text")]
    #[http(503, format = Text)]
    AsText,
    #[error(transparent)]
    #[http(transparent)]
    Inner(#[from] InnerError),
    #[error("database error")]
    Database(#[from] io::Error),
}

#[derive(Debug, thiserror::Error, HttpError)]
enum InnerError {
    #[error("inner {0:?}")]
    #[http(409, member("name" = _0))]
    Conflict(&'static str),
    #[error("unmapped")]
    Private,
}

/// Returns the message of a panic.
fn message(fails: impl FnOnce() + UnwindSafe) -> String {
    let panic = catch_unwind(fails).expect_err("it passes");
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .expect("the message is a text")
}
