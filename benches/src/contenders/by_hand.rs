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

/// Status, title and code, and the name of the variant.
type Kind = (StatusCode, &'static str, &'static str, &'static str);

macro_rules! kinds {
    ($error:ident: $($variant:ident => $status:ident $title:literal $code:literal,)*) => {
        match $error {
            $(PlainError::$variant { .. } => {
                let name = concat!(module_path!(), "::PlainError::", stringify!($variant));
                (StatusCode::$status, $title, $code, name)
            })*
        }
    };
}

fn kind(error: &PlainError) -> Kind {
    kinds! { error:
        NoUser => NOT_FOUND "Not Found" "no_user",
        NoUserWithId => NOT_FOUND "Not Found" "no_user_with_id",
        Database => INTERNAL_SERVER_ERROR "Internal Server Error" "internal_error",
        Invalid => UNPROCESSABLE_ENTITY "Unprocessable Content" "invalid",
        Limited => TOO_MANY_REQUESTS "Too Many Requests" "limited",
    }
}

/// Logs the line that catchall does, with texts of errors in this form.
macro_rules! log {
    ($level:ident $kind:ident $($texts:tt)*) => {
        tracing::$level!(
            "http.response.status_code" = $kind.0.as_u16(),
            "error.type" = $kind.2,
            "exception.type" = $kind.3,
            $($texts)*
            "request failed"
        )
    };
}

/// Texts of errors are strings, which a subscriber quotes.
fn log(error: &PlainError, kind: Kind) {
    if kind.0.is_server_error() {
        log!(error kind "exception.message" = error.to_string(), "error.source_chain" = chain(error),);
    } else {
        log!(debug kind "exception.message" = error.to_string(),);
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
fn log_unquoted(error: &PlainError, kind: Kind) {
    if let PlainError::Database(source) = error {
        log!(error kind "exception.message" = %error, "error.source_chain" = %source,);
    } else {
        log!(debug kind "exception.message" = %error,);
    }
}

/// Status, title and code; the error is logged.
pub fn parts(error: &PlainError) -> (StatusCode, &'static str, &'static str) {
    let kind = kind(error);
    log(error, kind);
    (kind.0, kind.1, kind.2)
}

/// Status and body.
pub fn body(error: &PlainError) -> (StatusCode, Body<'_>) {
    let kind = kind(error);
    log(error, kind);
    (kind.0, body_of(error, kind))
}

fn body_of(error: &PlainError, (status, title, code, _): Kind) -> Body<'_> {
    Body {
        title,
        status: status.as_u16(),
        code,
        detail: status.is_client_error().then(|| error.to_string()),
        errors: match error {
            PlainError::Invalid { errors } => Some(errors.as_slice()),
            _ => None,
        },
    }
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
    log_unquoted(&error, kind);
    respond(&error, kind.0, body_of(&error, kind))
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
