//! The least that the same response can cost: what is static was written by
//! hand, the rest goes into one buffer of the right size.

use std::hint::black_box;
use std::mem::forget;

use axum_core::body::Body;
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue, Response, StatusCode};

use crate::cases::{Run, Wrong, source, wrongs};

enum Error {
    NoUser,
    NoUserWithId { id: i64 },
    Database(Box<std::io::Error>),
    Invalid { errors: Vec<Wrong> },
    Limited { seconds: u64 },
}

fn respond(status: StatusCode, body: Bytes, retry_after: Option<HeaderValue>) -> Response<Bytes> {
    let mut headers = HeaderMap::with_capacity(3);
    headers.append(
        CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    headers.append(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(value) = retry_after {
        headers.append(RETRY_AFTER, value);
    }
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

fn escape(out: &mut Vec<u8>, text: &str) {
    for &byte in text.as_bytes() {
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            byte => out.push(byte),
        }
    }
}

fn convert(error: Error) -> Response<Bytes> {
    match error {
        Error::NoUser => respond(
            StatusCode::NOT_FOUND,
            Bytes::from_static(
                br#"{"title":"Not Found","status":404,"code":"no_user","detail":"there is no such user"}"#,
            ),
            None,
        ),
        Error::NoUserWithId { id } => {
            const HEAD: &[u8] =
                br#"{"title":"Not Found","status":404,"code":"no_user_with_id","detail":"there is no user "#;
            let mut digits = itoa::Buffer::new();
            let digits = digits.format(id).as_bytes();
            let mut body = Vec::with_capacity(HEAD.len() + digits.len() + 2);
            body.extend_from_slice(HEAD);
            body.extend_from_slice(digits);
            body.extend_from_slice(b"\"}");
            respond(StatusCode::NOT_FOUND, body.into(), None)
        }
        Error::Database(source) => {
            tracing::error!(target: "floor", error = %source, "request failed");
            respond(
                StatusCode::INTERNAL_SERVER_ERROR,
                Bytes::from_static(
                    br#"{"title":"Internal Server Error","status":500,"code":"internal_error"}"#,
                ),
                None,
            )
        }
        Error::Invalid { errors } => {
            const HEAD: &[u8] = br#"{"title":"Unprocessable Content","status":422,"code":"invalid","detail":"the request has "#;
            const MIDDLE: &[u8] = br#" invalid fields","errors":["#;
            const FIELD: &[u8] = br#"{"field":"","message":""},"#;
            let mut digits = itoa::Buffer::new();
            let digits = digits.format(errors.len()).as_bytes();
            let texts: usize =
                errors.iter().map(|one| FIELD.len() + one.field.len() + one.message.len()).sum();
            let length = HEAD.len() + digits.len() + MIDDLE.len() + texts + 1;
            let mut body = Vec::with_capacity(length);
            body.extend_from_slice(HEAD);
            body.extend_from_slice(digits);
            body.extend_from_slice(MIDDLE);
            for (at, one) in errors.iter().enumerate() {
                if at > 0 {
                    body.push(b',');
                }
                body.extend_from_slice(br#"{"field":""#);
                escape(&mut body, one.field);
                body.extend_from_slice(br#"","message":""#);
                escape(&mut body, one.message);
                body.extend_from_slice(br#""}"#);
            }
            body.extend_from_slice(b"]}");
            respond(StatusCode::UNPROCESSABLE_ENTITY, body.into(), None)
        }
        Error::Limited { seconds } => {
            let mut digits = itoa::Buffer::new();
            let value = HeaderValue::from_str(digits.format(seconds)).ok();
            respond(
                StatusCode::TOO_MANY_REQUESTS,
                Bytes::from_static(
                    br#"{"title":"Too Many Requests","status":429,"code":"limited","detail":"too many requests"}"#,
                ),
                value,
            )
        }
    }
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
    forget(black_box(convert(error)));
}

fn axum(error: Error) {
    forget(black_box(convert(error).map(Body::from)));
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
