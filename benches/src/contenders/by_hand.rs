//! The mapping as a careful developer writes it: thiserror, one match, axum's `Json`
//! of a `serde` struct; and as many write it, with `serde_json::json!`.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::json;

use crate::errors::{PlainError, Wrong};

/// The members of a problem.
#[derive(Serialize)]
pub struct Body<'a> {
    pub(crate) title: &'a str,
    pub(crate) status: u16,
    pub(crate) code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) detail: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) errors: Option<&'a [Wrong]>,
}

/// Status, title and code; what is masked is logged.
pub(crate) fn parts(error: &PlainError) -> (StatusCode, &'static str, &'static str) {
    match error {
        PlainError::NoUser => (StatusCode::NOT_FOUND, "Not Found", "no_user"),
        PlainError::NoUserWithId { .. } => (StatusCode::NOT_FOUND, "Not Found", "no_user_with_id"),
        PlainError::Database(source) => {
            // The fields that catchall's event has, too.
            tracing::error!(
                http.response.status_code = 500,
                error.r#type = "internal_error",
                exception.r#type = "catchall_benches::errors::PlainError::Database",
                exception.message = %error,
                error.source_chain = %source,
                "request failed"
            );
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

/// Status and body.
#[must_use]
pub fn body(error: &PlainError) -> (StatusCode, Body<'_>) {
    let (status, title, code) = parts(error);
    let detail = status.is_client_error().then(|| error.to_string());
    let errors = match error {
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
    (status, body)
}

/// The headers that all of them send.
pub(crate) fn with_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn respond(error: &PlainError, status: StatusCode, body: impl Serialize) -> Response {
    let mut response = with_headers((status, Json(body)).into_response());
    if let PlainError::Limited { seconds } = error {
        let seconds = HeaderValue::from(*seconds);
        response.headers_mut().insert(RETRY_AFTER, seconds);
    }
    response
}

/// With a `serde` struct.
pub fn axum(error: PlainError) -> Response {
    let (status, body) = body(&error);
    respond(&error, status, body)
}

/// With `json!`.
pub fn json_macro(error: PlainError) -> Response {
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

/// With a `serde` struct, and an event for a 4xx: of the fields of catchall's, or of the
/// text alone.
fn with_event<const IS_SHORT: bool>(error: PlainError) -> Response {
    let (status, body) = body(&error);
    if status.is_client_error() && IS_SHORT {
        tracing::debug!(%error, "request failed");
    } else if status.is_client_error() {
        tracing::debug!(
            http.response.status_code = status.as_u16(),
            error.r#type = body.code,
            exception.r#type = "catchall_benches::errors::PlainError::NoUser",
            exception.message = %error,
            "request failed"
        );
    }
    respond(&error, status, body)
}

/// With an event of catchall's fields.
pub fn logged(error: PlainError) -> Response {
    with_event::<false>(error)
}

/// With an event of the text alone.
pub fn logged_briefly(error: PlainError) -> Response {
    with_event::<true>(error)
}
