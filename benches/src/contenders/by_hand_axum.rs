//! The mapping by hand, for axum: with its `Json` of a `serde` struct; and as
//! many write it, with `serde_json::json!`.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::json;

use crate::answer::Answer;
use crate::contender::Way;
use crate::contenders::by_hand::{body, parts};
use crate::errors::PlainError;

fn respond(error: &PlainError, status: StatusCode, body: impl Serialize) -> Response {
    let mut response = (status, Json(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let PlainError::Limited { seconds } = error {
        headers.insert(RETRY_AFTER, HeaderValue::from(*seconds));
    }
    response
}

/// A `serde` struct.
pub(crate) struct Struct;

impl Way for Struct {
    type Error = PlainError;
    type Response = Response;

    fn convert(error: PlainError) -> Response {
        let (status, body) = body(&error);
        respond(&error, status, body)
    }

    fn answer(response: Response) -> Answer {
        response.into()
    }
}

/// `json!`.
pub(crate) struct JsonMacro;

impl Way for JsonMacro {
    type Error = PlainError;
    type Response = Response;

    fn convert(error: PlainError) -> Response {
        let (status, title, code) = parts(&error);
        let mut body = json!({ "title": title, "status": status.as_u16(), "code": code });
        if status.is_client_error() {
            body["detail"] = json!(error.to_string());
        }
        if let PlainError::Invalid { errors } = &error {
            body["errors"] = json!(errors);
        }
        respond(&error, status, body)
    }

    fn answer(response: Response) -> Answer {
        response.into()
    }
}
