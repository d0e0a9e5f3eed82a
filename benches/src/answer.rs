//! What a client sees of a response.

use axum::body::{Body, to_bytes};
use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};
use tokio::runtime;

/// Status, headers, body.
pub type Answer = (StatusCode, HeaderMap, Bytes);

/// What a client sees something of.
pub trait Answered {
    /// What it sees.
    fn answer(self) -> Answer;
}

impl Answered for Response<Bytes> {
    fn answer(self) -> Answer {
        let (parts, body) = self.into_parts();
        (parts.status, parts.headers, body)
    }
}

impl Answered for Response<Body> {
    fn answer(self) -> Answer {
        let (parts, body) = self.into_parts();
        let runtime = runtime::Builder::new_current_thread().build();
        let read = runtime.map(|runtime| runtime.block_on(to_bytes(body, usize::MAX)));
        let body = read.ok().and_then(Result::ok).unwrap_or_default();
        (parts.status, parts.headers, body)
    }
}

impl Answered for Vec<u8> {
    fn answer(self) -> Answer {
        Response::new(Bytes::from(self)).answer()
    }
}

/// What is checked elsewhere.
impl Answered for () {
    fn answer(self) -> Answer {
        Vec::new().answer()
    }
}
