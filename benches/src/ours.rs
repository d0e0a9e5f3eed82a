//! catchall, bare and through axum.

use std::hint::black_box;
use std::mem::forget;

use axum_core::response::IntoResponse;
use catchall::{HttpError, Response};

use crate::cases::{Run, Wrong, source, wrongs};

#[derive(Debug, thiserror::Error, HttpError)]
#[http(axum)]
pub(crate) enum Error {
    #[error("there is no such user")]
    #[http(404)]
    NoUser,
    #[error("there is no user {id}")]
    #[http(404)]
    NoUserWithId { id: i64 },
    #[error("database error")]
    Database(#[source] Box<std::io::Error>),
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

fn no_user() -> Error {
    black_box(Error::NoUser)
}

fn no_user_with_id() -> Error {
    black_box(Error::NoUserWithId { id: -4711 })
}

fn database() -> Error {
    black_box(Error::Database(Box::new(source())))
}

fn invalid() -> Error {
    black_box(Error::Invalid { errors: wrongs() })
}

fn limited() -> Error {
    black_box(Error::Limited { seconds: 30 })
}

fn bare(error: Error) {
    forget(black_box(Response::from(error)));
}

fn axum(error: Error) {
    forget(black_box(error.into_response()));
}

/// Plain `http`.
pub(crate) const BARE: [Run; 5] = [
    || bare(no_user()),
    || bare(no_user_with_id()),
    || bare(database()),
    || bare(invalid()),
    || bare(limited()),
];

/// Through axum 0.8.
pub(crate) const AXUM: [Run; 5] = [
    || axum(no_user()),
    || axum(no_user_with_id()),
    || axum(database()),
    || axum(invalid()),
    || axum(limited()),
];
