//! The floor under two conditions that applications have: the detail is what
//! the error's own `Display` writes, members are what `serde::Serialize` writes.
//! Both still go into one buffer.

use std::cell::Cell;
use std::fmt::{self, Write as _};

use axum_core::body::Body;
use bytes::Bytes;
use http::{Response, StatusCode};

use serde::Serialize;

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

thread_local! {
    static SCRATCH: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// Written where a thread's bodies are written, then copied to where it has
/// exactly its length: cheaper than to give away a `Vec` with spare capacity.
fn body(write: impl FnOnce(&mut Vec<u8>)) -> Bytes {
    let mut scratch = SCRATCH.take();
    scratch.clear();
    write(&mut scratch);
    let body = Bytes::copy_from_slice(&scratch);
    SCRATCH.set(scratch);
    body
}

/// Into memory, of plain values: neither of the two can fail.
fn detail(out: &mut Vec<u8>, error: &Error) {
    let _: fmt::Result = write!(Escaped(out), "{error}");
}

fn member(out: &mut Vec<u8>, value: &impl Serialize) {
    let _: serde_json::Result<()> = serde_json::to_writer(out, value);
}

fn convert(error: &Error) -> Response<Bytes> {
    match error {
        // What is static costs no more than at the floor.
        Error::NoUser => floor::convert(floor::Error::NoUser),
        Error::Limited { seconds } => floor::convert(floor::Error::Limited { seconds: *seconds }),
        Error::Database(source) => {
            tracing::error!(target: "floor", error = %source, "request failed");
            let body = Bytes::from_static(floor::MASKED);
            respond(StatusCode::INTERNAL_SERVER_ERROR, body, None)
        }
        Error::NoUserWithId { .. } => {
            let body = body(|out| {
                out.extend_from_slice(
                    br#"{"title":"Not Found","status":404,"code":"no_user_with_id","detail":""#,
                );
                detail(out, error);
                out.extend_from_slice(b"\"}");
            });
            respond(StatusCode::NOT_FOUND, body, None)
        }
        Error::Invalid { errors } => {
            let body = body(|out| {
                out.extend_from_slice(
                    br#"{"title":"Unprocessable Content","status":422,"code":"invalid","detail":""#,
                );
                detail(out, error);
                out.extend_from_slice(br#"","errors":"#);
                member(out, errors);
                out.push(b'}');
            });
            respond(StatusCode::UNPROCESSABLE_ENTITY, body, None)
        }
    }
}

/// Plain `http`.
pub(crate) struct Bare;

impl Way for Bare {
    type Error = Error;
    type Response = Response<Bytes>;

    fn convert(error: Error) -> Response<Bytes> {
        convert(&error)
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
        convert(&error).map(Body::from)
    }

    fn answer(response: Response<Body>) -> Answer {
        response.into()
    }
}
