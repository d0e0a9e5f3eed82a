//! catchall, for plain `http` and through axum; its error is also the one of
//! every other framework.

use axum::response::{IntoResponse as _, Response as AxumResponse};
use catchall::{HttpError, Response};

use crate::errors::{Source, Wrong};

/// The errors, as users of catchall write them.
#[derive(Debug, Default, thiserror::Error, HttpError)]
#[http(web)]
pub enum Error {
    #[error("there is no such user")]
    #[http(404)]
    #[default]
    NoUser,
    #[error("there is no user {id}")]
    #[http(404)]
    NoUserWithId { id: i64 },
    #[error("database error")]
    Database(#[source] Source),
    #[error("the request has {} invalid fields", errors.len())]
    #[http(422)]
    Invalid {
        #[http(member)]
        errors: Vec<Wrong>,
    },
    #[error("too many requests")]
    #[http(429, retry_after = seconds)]
    Limited { seconds: u64 },
}

crate::five_cases!(Error);

pub fn http(error: Error) -> Response {
    error.into()
}

pub fn axum(error: Error) -> AxumResponse {
    error.into_response()
}

/// The same texts, where the derive may write them.
#[derive(Debug, thiserror::Error, HttpError)]
#[error("some error")]
pub enum Templates {
    #[http(404, detail = "there is no such user")]
    NoUser,
    #[http(404, detail = "there is no user {id}")]
    NoUserWithId {
        id: i64,
    },
    Database(#[source] Source),
    #[http(422, detail = format_args!("the request has {} invalid fields", errors.len()))]
    Invalid {
        #[http(member)]
        errors: Vec<Wrong>,
    },
    #[http(429, retry_after = seconds, detail = "too many requests")]
    Limited {
        seconds: u64,
    },
}

crate::five_cases!(Templates);

/// Plain `http`, with details of the derive's own.
pub fn templates(error: Templates) -> Response {
    error.into()
}
