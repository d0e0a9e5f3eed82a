//! A detail of some length.

use axum::Json;
use axum::response::{IntoResponse as _, Response as AxumResponse};
use bytes::Bytes;
use catchall::{HttpError, Response};
use http::StatusCode;
use serde::Serialize;

use crate::answer::Answer;
use crate::contender::Way;
use crate::contenders::{escape, respond};
use crate::errors::Sample;

#[derive(Debug, thiserror::Error, HttpError)]
#[error("{text}")]
#[http(400, code = "too_long")]
pub(crate) struct Long {
    text: String,
}

const BYTES: [u8; 4096] = {
    let mut bytes = [b'a'; 4096];
    let mut at = 0;
    while at < bytes.len() {
        bytes[at] = b" a detail of so many bytes"[at % 26];
        at += 1;
    }
    bytes
};

static TEXT: &str = match str::from_utf8(&BYTES) {
    Ok(text) => text,
    Err(_) => "",
};

impl Sample for Long {
    fn sample<const SIZE: usize>() -> Self {
        Self {
            text: TEXT[..SIZE].to_owned(),
        }
    }
}

pub(crate) struct Floor;

impl Way for Floor {
    type Error = Long;
    type Response = Response;

    fn convert(error: Long) -> Response {
        const HEAD: &[u8] = br#"{"title":"Bad Request","status":400,"code":"too_long","detail":""#;
        let mut body = Vec::with_capacity(HEAD.len() + error.text.len() + 2);
        body.extend_from_slice(HEAD);
        escape(&mut body, &error.text);
        body.extend_from_slice(b"\"}");
        respond(StatusCode::BAD_REQUEST, Bytes::from(body), None)
    }

    fn answer(response: Response) -> Answer {
        response.map(http_body_util::Full::new).into()
    }
}

pub(crate) struct Ours;

impl Way for Ours {
    type Error = Long;
    type Response = Response;

    fn convert(error: Long) -> Response {
        error.into()
    }

    fn answer(response: Response) -> Answer {
        Floor::answer(response)
    }
}

#[derive(Serialize)]
struct Body {
    title: &'static str,
    status: u16,
    code: &'static str,
    detail: String,
}

pub(crate) struct ByHand;

impl Way for ByHand {
    type Error = Long;
    type Response = AxumResponse;

    fn convert(error: Long) -> AxumResponse {
        let body = Body {
            title: "Bad Request",
            status: 400,
            code: "too_long",
            detail: error.to_string(),
        };
        (StatusCode::BAD_REQUEST, Json(body)).into_response()
    }

    fn answer(response: AxumResponse) -> Answer {
        response.into()
    }
}

/// The writer of strings of `serde_json`, and nothing else.
pub(crate) struct Writer;

impl Way for Writer {
    type Error = Long;
    type Response = Vec<u8>;

    fn convert(error: Long) -> Vec<u8> {
        let mut out = Vec::with_capacity(error.text.len() + 2);
        // Into memory, of a string: it cannot fail.
        let _: serde_json::Result<()> = serde_json::to_writer(&mut out, &error.text);
        out
    }

    fn answer(response: Vec<u8>) -> Answer {
        Floor::answer(Response::new(response.into()))
    }
}
