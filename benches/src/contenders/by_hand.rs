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

/// Status, title and code; the error is logged.
pub fn parts(error: &PlainError) -> (StatusCode, &'static str, &'static str) {
    let not_found = (StatusCode::NOT_FOUND, "Not Found");
    let ((status, title), code, variant) = match error {
        PlainError::NoUser => (not_found, "no_user", "PlainError::NoUser"),
        PlainError::NoUserWithId { .. } => {
            (not_found, "no_user_with_id", "PlainError::NoUserWithId")
        }
        PlainError::Database(_) => {
            let masked = (StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error");
            (masked, "internal_error", "PlainError::Database")
        }
        PlainError::Invalid { .. } => {
            let invalid = (StatusCode::UNPROCESSABLE_ENTITY, "Unprocessable Content");
            (invalid, "invalid", "PlainError::Invalid")
        }
        PlainError::Limited { .. } => {
            let limited = (StatusCode::TOO_MANY_REQUESTS, "Too Many Requests");
            (limited, "limited", "PlainError::Limited")
        }
    };
    // The fields of catchall's events.
    macro_rules! log {
        ($level:ident $($more:tt)*) => {
            tracing::$level!(
                http.response.status_code = status.as_u16(),
                error.r#type = code,
                exception.r#type = variant,
                exception.message = %error,
                $($more)*
                "request failed"
            )
        };
    }
    if let PlainError::Database(source) = error {
        log!(error error.source_chain = %source,);
    } else {
        log!(debug);
    }
    (status, title, code)
}

/// Status and body.
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

impl IntoResponse for PlainError {
    fn into_response(self) -> Response {
        axum(self)
    }
}

/// With a `serde` struct.
pub fn axum(error: PlainError) -> Response {
    let (status, body) = body(&error);
    respond(&error, status, body)
}

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
