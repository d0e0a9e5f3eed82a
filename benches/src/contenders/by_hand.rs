//! The mapping as a careful developer writes it: thiserror, one match, axum's `Json`
//! of a `serde` struct; and as many write it, with `serde_json::json!`.

use std::error::Error;
use std::fmt::Write as _;

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

/// What the variant is.
struct Kind {
    status: StatusCode,
    title: &'static str,
    code: &'static str,
    variant: &'static str,
}

macro_rules! kind {
    ($status:ident, $title:literal, $code:literal, $variant:literal) => {
        Kind {
            status: StatusCode::$status,
            title: $title,
            code: $code,
            variant: concat!(module_path!(), "::PlainError::", $variant),
        }
    };
}

fn kind(error: &PlainError) -> Kind {
    match error {
        PlainError::NoUser => kind!(NOT_FOUND, "Not Found", "no_user", "NoUser"),
        PlainError::NoUserWithId { .. } => {
            kind!(NOT_FOUND, "Not Found", "no_user_with_id", "NoUserWithId")
        }
        PlainError::Database(_) => kind!(
            INTERNAL_SERVER_ERROR,
            "Internal Server Error",
            "internal_error",
            "Database"
        ),
        PlainError::Invalid { .. } => kind!(
            UNPROCESSABLE_ENTITY,
            "Unprocessable Content",
            "invalid",
            "Invalid"
        ),
        PlainError::Limited { .. } => {
            kind!(TOO_MANY_REQUESTS, "Too Many Requests", "limited", "Limited")
        }
    }
}

/// Logs the line that catchall does.
macro_rules! log {
    ($kind:ident $level:ident $($more:tt)*) => {
        tracing::$level!(
            "http.response.status_code" = $kind.status.as_u16(),
            "error.type" = $kind.code,
            "exception.type" = $kind.variant,
            $($more)*
            "request failed"
        )
    };
}

/// Texts of errors are strings, which a subscriber quotes.
fn log(error: &PlainError, kind: &Kind) {
    if kind.status.is_server_error() {
        log!(kind error "exception.message" = error.to_string(), "error.source_chain" = chain(error),);
    } else {
        log!(kind debug "exception.message" = error.to_string(),);
    }
}

/// The texts of all sources.
fn chain(error: &dyn Error) -> String {
    let mut chain = String::new();
    let mut next = error.source();
    while let Some(source) = next {
        let colon = if chain.is_empty() { "" } else { ": " };
        let _ = write!(chain, "{colon}{source}");
        next = source.source();
    }
    chain
}

/// Texts of errors are written as they are: one with a line break makes another line of it.
fn log_unquoted(error: &PlainError, kind: &Kind) {
    if let PlainError::Database(source) = error {
        log!(kind error "exception.message" = %error, "error.source_chain" = %source,);
    } else {
        log!(kind debug "exception.message" = %error,);
    }
}

/// Status, title and code; the error is logged.
pub fn parts(error: &PlainError) -> (StatusCode, &'static str, &'static str) {
    let kind = kind(error);
    log(error, &kind);
    (kind.status, kind.title, kind.code)
}

/// Status and body.
pub fn body(error: &PlainError) -> (StatusCode, Body<'_>) {
    let kind = kind(error);
    log(error, &kind);
    body_of(error, &kind)
}

fn body_of<'e>(error: &'e PlainError, kind: &Kind) -> (StatusCode, Body<'e>) {
    let detail = kind.status.is_client_error().then(|| error.to_string());
    let errors = match error {
        PlainError::Invalid { errors } => Some(errors.as_slice()),
        _ => None,
    };
    let body = Body {
        title: kind.title,
        status: kind.status.as_u16(),
        code: kind.code,
        detail,
        errors,
    };
    (kind.status, body)
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

/// The same with an event whose texts are not quoted.
pub fn unquoted(error: PlainError) -> Response {
    let kind = kind(&error);
    log_unquoted(&error, &kind);
    let (status, body) = body_of(&error, &kind);
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
