//! Error responses that no error of ours became: what a framework, a guard or another
//! layer answers.

use http::header::{
    ALLOW, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE,
    LOCATION, PROXY_AUTHENTICATE, RETRY_AFTER, UPGRADE, VARY, WWW_AUTHENTICATE,
};
use http::{HeaderMap, HeaderName, StatusCode};

use crate::integrate::rejection::{self, Rejection};
use crate::problem::Problem;
use crate::response::Response;

/// The longest text that is taken for a message.
pub(crate) const LONGEST_TEXT: u64 = 4096;

/// What is done with an error response that is not ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// It has no body: it becomes a problem.
    Empty,
    /// It has a short text: it becomes a problem with this detail.
    Text,
    /// It was made deliberately: it stays.
    Deliberate,
}

impl Foreign {
    pub(crate) fn of(headers: &HeaderMap, length: Option<u64>) -> Self {
        if headers.contains_key(CONTENT_ENCODING) {
            return Self::Deliberate;
        }
        let is_text = headers.get(CONTENT_TYPE).map(|media_type| {
            let media_type = media_type.as_bytes();
            let end = media_type.iter().position(|byte| *byte == b';');
            let essence = &media_type[..end.unwrap_or(media_type.len())];
            essence.trim_ascii().eq_ignore_ascii_case(b"text/plain")
        });
        match (is_text, length) {
            (_, Some(0)) => Self::Empty,
            (Some(true), Some(..=LONGEST_TEXT)) => Self::Text,
            _ => Self::Deliberate,
        }
    }
}

/// The headers that a status must or may have: the problem has them, too, so that none
/// is missed.
const OF_STATUS: [HeaderName; 7] = [
    ALLOW,
    CONTENT_RANGE,
    LOCATION,
    PROXY_AUTHENTICATE,
    RETRY_AFTER,
    UPGRADE,
    WWW_AUTHENTICATE,
];

/// The problem that a response stands for.
pub(crate) fn problem(status: StatusCode, headers: &HeaderMap, text: Option<&str>) -> Problem {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    let mut problem = match text {
        None => Problem::new(status),
        Some(text) if status.is_server_error() => Problem::new(status).with_cause(text.to_owned()),
        Some(text) => rejection::problem(kind(status, text), status, text.to_owned()),
    };
    // axum adds `Allow` after its layers.
    problem.0.is_completed_elsewhere = true;
    for name in OF_STATUS {
        for value in headers.get_all(&name) {
            problem = problem.with_header(name.clone(), value.clone());
        }
    }
    problem
}

/// The kind of a rejection, by how the frameworks begin its text.
fn kind(status: StatusCode, text: &str) -> Rejection {
    const TEXTS: [(u16, &str, Rejection); 9] = [
        (
            400,
            "Failed to parse the request body as JSON",
            Rejection::Json,
        ),
        (
            422,
            "Failed to deserialize the JSON body",
            Rejection::JsonData,
        ),
        (
            415,
            "Expected request with `Content-Type",
            Rejection::MediaType,
        ),
        (
            415,
            "Form requests must have `Content-Type",
            Rejection::MediaType,
        ),
        (400, "Failed to deserialize form", Rejection::Form),
        (422, "Failed to deserialize form body", Rejection::Form),
        (400, "Failed to deserialize query string", Rejection::Query),
        (400, "Invalid URL", Rejection::Path),
        (400, "Failed to buffer the request body", Rejection::Body),
    ];
    let is_it = |(number, begin, _): &&(u16, &str, Rejection)| {
        *number == status.as_u16() && text.starts_with(begin)
    };
    let found = TEXTS.iter().find(is_it);
    found.map_or(Rejection::Other, |(_, _, kind)| *kind)
}

/// Replaces the body of a response by that of a problem. What the response had stays,
/// but for what described the old body.
pub(crate) fn replace(parts: &mut http::response::Parts, ours: Response) -> bytes::Bytes {
    let (made, body) = ours.into_parts();
    parts.status = made.status;
    for name in [CONTENT_TYPE, CONTENT_LENGTH, CONTENT_LANGUAGE] {
        parts.headers.remove(name);
    }
    for name in made.headers.keys() {
        if *name != VARY && parts.headers.contains_key(name) {
            continue;
        }
        for value in made.headers.get_all(name) {
            // A map that is full stays as it is.
            let _: Result<bool, _> = parts.headers.try_append(name.clone(), value.clone());
        }
    }
    body
}
