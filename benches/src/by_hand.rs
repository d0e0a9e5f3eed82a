//! The mapping as a careful developer writes it: thiserror, a `serde` struct
//! and axum's `Json`.

use std::hint::black_box;
use std::mem::forget;

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use serde::Serialize;

use crate::cases::{Run, Wrong, source, wrongs};

#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("there is no such user")]
    NoUser,
    #[error("there is no user {id}")]
    NoUserWithId { id: i64 },
    #[error("database error")]
    Database(#[source] Box<std::io::Error>),
    #[error("the request has {} invalid fields", errors.len())]
    Invalid { errors: Vec<Wrong> },
    #[error("too many requests")]
    Limited { seconds: u64 },
}

#[derive(Serialize)]
struct Body<'a> {
    title: &'a str,
    status: u16,
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<&'a [Wrong]>,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, title, code) = match &self {
            Self::NoUser => (StatusCode::NOT_FOUND, "Not Found", "no_user"),
            Self::NoUserWithId { .. } => (StatusCode::NOT_FOUND, "Not Found", "no_user_with_id"),
            Self::Database(source) => {
                tracing::error!(error = %source, "request failed");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "Internal Server Error",
                    "internal_error",
                )
            }
            Self::Invalid { .. } => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "Unprocessable Content",
                "invalid",
            ),
            Self::Limited { .. } => (
                StatusCode::TOO_MANY_REQUESTS,
                "Too Many Requests",
                "limited",
            ),
        };
        let detail = status.is_client_error().then(|| self.to_string());
        let errors = match &self {
            Self::Invalid { errors } => Some(errors.as_slice()),
            _ => None,
        };
        let body = Body {
            title,
            status: status.as_u16(),
            code,
            detail,
            errors,
        };
        let mut response = (status, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Self::Limited { seconds } = self {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

fn axum(error: Error) {
    forget(black_box(black_box(error).into_response()));
}

/// Through axum 0.8.
pub(crate) const AXUM: [Run; 5] = [
    || axum(Error::NoUser),
    || axum(Error::NoUserWithId { id: -4711 }),
    || axum(Error::Database(Box::new(source()))),
    || axum(Error::Invalid { errors: wrongs() }),
    || axum(Error::Limited { seconds: 30 }),
];
