//! The floor under two conditions that applications have: the detail is what
//! the error's own `Display` writes, members are what `serde::Serialize` writes.
//! Both still go into one buffer.

use std::fmt::{self, Write as _};

use axum_core::body::Body;
use bytes::Bytes;
use http::{Response, StatusCode};

use super::floor::{self, escape, respond};
use crate::answer::Answer;
use crate::contender::Way;
use crate::errors::PlainError as Error;

struct Escaped<'a>(&'a mut Vec<u8>);

impl fmt::Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        escape(self.0, text);
        Ok(())
    }
}

/// Without the last brace.
fn with_detail(head: &str, error: &Error) -> Vec<u8> {
    let mut body = Vec::with_capacity(320);
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(br#","detail":""#);
    let _: fmt::Result = write!(Escaped(&mut body), "{error}");
    body.push(b'"');
    body
}

fn convert(error: Error) -> Response<Bytes> {
    let (status, mut body) = match &error {
        Error::Database(source) => {
            tracing::error!(target: "floor", error = %source, "request failed");
            return floor::masked();
        }
        Error::NoUserWithId { .. } => (
            StatusCode::NOT_FOUND,
            with_detail(
                r#"{"title":"Not Found","status":404,"code":"no_user_with_id""#,
                &error,
            ),
        ),
        Error::Invalid { errors } => {
            let mut body = with_detail(
                r#"{"title":"Unprocessable Content","status":422,"code":"invalid""#,
                &error,
            );
            body.extend_from_slice(br#","errors":"#);
            // Into memory, of plain structs: it cannot fail.
            let _: serde_json::Result<()> = serde_json::to_writer(&mut body, errors);
            (StatusCode::UNPROCESSABLE_ENTITY, body)
        }
        // What is static costs no more than at the floor.
        Error::NoUser => return floor::convert(floor::Error::NoUser),
        Error::Limited { seconds } => {
            return floor::convert(floor::Error::Limited { seconds: *seconds });
        }
    };
    body.push(b'}');
    respond(status, body.into(), None)
}

/// Plain `http`.
pub(crate) struct Bare;

impl Way for Bare {
    type Error = Error;
    type Response = Response<Bytes>;

    fn convert(error: Error) -> Response<Bytes> {
        convert(error)
    }

    fn answer(response: Response<Bytes>) -> Answer {
        response.map(http_body_util::Full::new).into()
    }
}

/// Through axum 0.8.
pub(crate) struct Axum;

impl Way for Axum {
    type Error = Error;
    type Response = Response<Body>;

    fn convert(error: Error) -> Response<Body> {
        convert(error).map(Body::from)
    }

    fn answer(response: Response<Body>) -> Answer {
        response.into()
    }
}
