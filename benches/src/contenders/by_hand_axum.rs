//! The mapping as a careful developer writes it: thiserror, a match, axum's
//! `Json` of a `serde` struct; and as many write it, with
//! `serde_json::json!`.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::json;

use crate::answer::Answer;
use crate::contender::Way;
use crate::errors::{PlainError, Wrong};

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

fn parts(error: &PlainError) -> (StatusCode, &'static str, &'static str) {
    match error {
        PlainError::NoUser => (StatusCode::NOT_FOUND, "Not Found", "no_user"),
        PlainError::NoUserWithId { .. } => (StatusCode::NOT_FOUND, "Not Found", "no_user_with_id"),
        PlainError::Database(source) => {
            tracing::error!(error = %source, "request failed");
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                "Internal Server Error",
                "internal_error",
            )
        }
        PlainError::Invalid { .. } => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "Unprocessable Content",
            "invalid",
        ),
        PlainError::Limited { .. } => (
            StatusCode::TOO_MANY_REQUESTS,
            "Too Many Requests",
            "limited",
        ),
    }
}

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
        let (status, title, code) = parts(&error);
        let detail = status.is_client_error().then(|| error.to_string());
        let errors = match &error {
            PlainError::Invalid { errors } => Some(errors.as_slice()),
            _ => None,
        };
        let body = Body {
            title,
            status: status.as_u16(),
            code,
            detail,
            errors,
        };
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
