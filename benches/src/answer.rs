//! What a client sees of a response.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use axum::body::{Body, HttpBody as _};
use bytes::Bytes;
use http::{HeaderMap, Response};

/// Status, headers in order of their names, body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// The body; what is no UTF-8 is replaced.
    pub body: String,
}

impl Answer {
    fn new(status: u16, headers: &HeaderMap, body: &[u8]) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let headers = headers.iter();
        let mut headers: Vec<_> = headers
            .map(|(name, value)| (name.to_string(), text(value.as_bytes())))
            .collect();
        headers.sort_unstable();
        Self {
            status,
            headers,
            body: text(body),
        }
    }
}

/// What a client sees something of.
pub trait Answered {
    /// What it sees.
    fn answer(self) -> Answer;
}

impl Answered for Response<Bytes> {
    fn answer(self) -> Answer {
        Answer::new(self.status().as_u16(), self.headers(), self.body())
    }
}

impl Answered for Response<Body> {
    /// Of a body that is there at once.
    fn answer(self) -> Answer {
        let (parts, body) = self.into_parts();
        let mut bytes = Vec::new();
        let mut body = pin!(body);
        let mut context = Context::from_waker(Waker::noop());
        while let Poll::Ready(Some(Ok(frame))) = body.as_mut().poll_frame(&mut context) {
            bytes.extend(frame.into_data().unwrap_or_default());
        }
        Answer::new(parts.status.as_u16(), &parts.headers, &bytes)
    }
}

impl Answered for Vec<u8> {
    fn answer(self) -> Answer {
        Answer::new(0, &HeaderMap::new(), &self)
    }
}

/// What is checked elsewhere.
impl Answered for () {
    fn answer(self) -> Answer {
        Answer::default()
    }
}
