//! actix-web 4, which has header and response types of its own: its floor,
//! catchall, hand-written code, and actix-web-error: its derive for what it can
//! do, actix-web itself for a body with members, and the one header that it
//! cannot set set afterwards.

use actix_web::body::MessageBody as _;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use actix_web::{HttpResponse, ResponseError};
use actix_web_error::Json;
use catchall_benches::contenders::floor::{self, convert_with, short_number};
use catchall_benches::contenders::{by_hand, ours};
use catchall_benches::{Answer, Contender, PlainError, Source, Way, Wrong, contender, floor};
use serde_json::json;

const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

fn status(status: http::StatusCode) -> StatusCode {
    StatusCode::from_u16(status.as_u16()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn answer(response: HttpResponse) -> Answer {
    let (head, body) = response.into_parts();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let headers = head.headers().iter();
    let mut headers: Vec<_> = headers
        .map(|(name, value)| (name.to_string(), text(value.as_bytes())))
        .collect();
    headers.sort_unstable();
    Answer {
        status: head.status().as_u16(),
        headers,
        body: text(&body.try_into_bytes().unwrap_or_default()),
    }
}

struct Floor;

impl Way for Floor {
    type Error = floor::Error;
    type Response = HttpResponse;

    fn convert(error: floor::Error) -> HttpResponse {
        convert_with(error, |code, body, retry_after| {
            let mut response = HttpResponse::with_body(status(code), body);
            let headers = response.headers_mut();
            headers.append(CONTENT_TYPE, PROBLEM_JSON);
            headers.append(CACHE_CONTROL, NO_STORE);
            if let Some(seconds) = retry_after {
                let digits = short_number(seconds).map(HeaderValue::from_static);
                headers.append(
                    RETRY_AFTER,
                    digits.unwrap_or_else(|| HeaderValue::from(seconds)),
                );
            }
            response.map_into_boxed_body()
        })
    }

    fn answer(response: HttpResponse) -> Answer {
        answer(response)
    }
}

struct Catchall;

impl Way for Catchall {
    type Error = ours::Error;
    type Response = HttpResponse;

    fn convert(error: ours::Error) -> HttpResponse {
        error.error_response()
    }

    fn answer(response: HttpResponse) -> Answer {
        answer(response)
    }
}

struct ByHand;

impl Way for ByHand {
    type Error = PlainError;
    type Response = HttpResponse;

    fn convert(error: PlainError) -> HttpResponse {
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

    fn answer(response: HttpResponse) -> Answer {
        answer(response)
    }
}

#[derive(Debug, thiserror::Error, Json)]
enum OfPeer {
    #[error("there is no such user")]
    #[status(404)]
    NoUser,
    #[error("there is no user {id}")]
    #[status(404)]
    NoUserWithId { id: i64 },
    #[error("database error")]
    #[status(500)]
    Database(#[source] Source),
    #[error("the request has {} invalid fields", errors.len())]
    #[status(422)]
    Invalid { errors: Vec<Wrong> },
    #[error("too many requests")]
    #[status(429)]
    Limited { seconds: u64 },
}

catchall_benches::errors!(OfPeer);

struct Peer;

impl Way for Peer {
    type Error = OfPeer;
    type Response = HttpResponse;

    fn convert(error: OfPeer) -> HttpResponse {
        match &error {
            OfPeer::Invalid { errors } => {
                let body = json!({ "error": error.to_string(), "errors": errors });
                HttpResponse::build(error.status_code()).json(body)
            }
            OfPeer::Limited { seconds } => {
                let mut response = error.error_response();
                let retry_after = HeaderValue::from(*seconds);
                response.headers_mut().insert(RETRY_AFTER, retry_after);
                response
            }
            OfPeer::Database(source) => {
                tracing::error!(error = %source, "request failed");
                error.error_response()
            }
            _ => error.error_response(),
        }
    }

    fn answer(response: HttpResponse) -> Answer {
        answer(response)
    }
}

pub fn contenders() -> Vec<Contender> {
    vec![
        floor::<Floor>("floor, actix-web"),
        contender::<Catchall>("catchall, actix-web"),
        contender::<ByHand>("by hand, actix-web"),
        contender::<Peer>("actix-web-error 0.2"),
    ]
}
