//! Error responses that no error of ours became: what a framework, a guard or another
//! layer answers.

use http::header::{
    ALLOW, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, LOCATION,
    PROXY_AUTHENTICATE, RETRY_AFTER, UPGRADE, VARY, WWW_AUTHENTICATE,
};
use http::{HeaderMap, HeaderName, StatusCode};

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
    let mut problem = Problem::new(status);
    // axum adds `Allow` after its layers.
    problem.0.is_completed_elsewhere = true;
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    if let Some(text) = text {
        if let Some(code) = code(status, text) {
            problem = problem.with_code(code);
        }
        if status.is_client_error() {
            problem = problem.with_detail(text.to_owned());
        } else {
            problem = problem.with_cause(text.to_owned());
        }
    }
    for name in OF_STATUS {
        for value in headers.get_all(&name) {
            problem = problem.with_header(name.clone(), value.clone());
        }
    }
    problem
}

/// The kind of a rejection, by how the frameworks begin its text.
fn code(status: StatusCode, text: &str) -> Option<&'static str> {
    const TEXTS: [(u16, &str, &str); 11] = [
        (
            400,
            "Failed to parse the request body as JSON",
            "invalid_json",
        ),
        (422, "Failed to deserialize the JSON body", "invalid_body"),
        (
            415,
            "Expected request with `Content-Type",
            "unsupported_media_type",
        ),
        (
            415,
            "Form requests must have `Content-Type",
            "unsupported_media_type",
        ),
        (400, "Failed to deserialize form", "invalid_form"),
        (422, "Failed to deserialize form body", "invalid_form"),
        (400, "Failed to deserialize query string", "invalid_query"),
        (400, "Invalid URL", "invalid_path"),
        (400, "Failed to buffer the request body", "invalid_body"),
        (413, "length limit exceeded", "content_too_large"),
        (
            413,
            "Failed to buffer the request body",
            "content_too_large",
        ),
    ];
    let is_it = |(number, begin, _): &&(u16, &str, &str)| {
        *number == status.as_u16() && text.starts_with(begin)
    };
    TEXTS.iter().find(is_it).map(|(_, _, code)| *code)
}

/// Replaces the body of a response by that of a problem. What the response had stays,
/// but for what described the old body.
pub(crate) fn replace(parts: &mut http::response::Parts, ours: Response) -> bytes::Bytes {
    let (made, body) = ours.into_parts();
    parts.status = made.status;
    for name in [CONTENT_TYPE, CONTENT_LENGTH] {
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
