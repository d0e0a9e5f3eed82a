//! actix-web 4, which has header and response types of its own: its floor,
//! catchall, hand-written code, and actix-web-error: its derive for what it can
//! do, actix-web itself for a body with members, and the one header that it
//! cannot set set afterwards.

use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use actix_web::{HttpResponse, ResponseError};
use actix_web_error::Json;
use catchall_benches::contenders::{by_hand, floor, ours};
use catchall_benches::PlainError;
use serde_json::json;

const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

fn status(status: http::StatusCode) -> StatusCode {
    StatusCode::from_u16(status.as_u16()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// What the response costs at least.
pub fn floor(error: PlainError) -> HttpResponse {
    floor::convert(error, |code, body, retry_after| {
        let mut response = HttpResponse::with_body(status(code), body);
        let headers = response.headers_mut();
        headers.append(CONTENT_TYPE, PROBLEM_JSON);
        headers.append(CACHE_CONTROL, NO_STORE);
        if let Some(seconds) = retry_after {
            let digits = floor::short_number(seconds).map(HeaderValue::from_static);
            let digits = digits.unwrap_or_else(|| HeaderValue::from(seconds));
            headers.append(RETRY_AFTER, digits);
        }
        response.map_into_boxed_body()
    })
}

/// catchall.
pub fn ours(error: ours::Error) -> HttpResponse {
    error.error_response()
}

/// A match, and actix-web's `json` of a `serde` struct.
pub fn by_hand(error: PlainError) -> HttpResponse {
    let (code, body) = by_hand::body(&error);
    let mut response = HttpResponse::build(status(code));
    response
        .insert_header((CONTENT_TYPE, PROBLEM_JSON))
        .insert_header((CACHE_CONTROL, NO_STORE));
    if let PlainError::Limited { seconds } = error {
        response.insert_header((RETRY_AFTER, seconds));
    }
    response.json(body)
}

catchall_benches::five_cases! {
    /// The errors of actix-web-error.
    #[derive(Debug, thiserror::Error, Json)]
    pub enum Error {
        #[status(404)]
        NoUser,
        #[status(404)]
        NoUserWithId { id },
        #[status(500)]
        Database,
        #[status(422)]
        Invalid { errors },
        #[status(429)]
        Limited { seconds },
    }
}

/// actix-web-error.
pub fn peer(error: Error) -> HttpResponse {
    match &error {
        Error::Invalid { errors } => {
            let body = json!({ "error": error.to_string(), "errors": errors });
            HttpResponse::build(error.status_code()).json(body)
        }
        Error::Limited { seconds } => {
            let mut response = error.error_response();
            let retry_after = HeaderValue::from(*seconds);
            response.headers_mut().insert(RETRY_AFTER, retry_after);
            response
        }
        Error::Database(source) => {
            tracing::error!(error = %source, "request failed");
            error.error_response()
        }
        _ => error.error_response(),
    }
}
