//! Error responses that were not made from one of our errors: those of a framework, a
//! guard or another layer.

use std::error::Error;

use bytes::Bytes;
use http::header::{
    ALLOW, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE,
    LOCATION, PROXY_AUTHENTICATE, RETRY_AFTER, UPGRADE, VARY, WWW_AUTHENTICATE,
};
use http::{HeaderMap, HeaderName, Method, StatusCode};

use crate::convert::headers::varies_by;
use crate::convert::scope::{self, Answered, Scope};
use crate::convert::{self, with_request_id};
use crate::integrate::rejection::{self, Rejection};
use crate::problem::Problem;

/// The maximum length of text that is taken for a message.
pub(crate) const LONGEST_TEXT: u64 = 4096;

/// What to do with an error response that is not ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// It has no body, and becomes a problem.
    Empty,
    /// It has short text, and becomes a problem with this detail.
    Text,
    /// It was made deliberately, and is kept.
    Deliberate,
}

impl Foreign {
    pub(crate) fn of(headers: &HeaderMap, length: Option<u64>) -> Self {
        if headers.contains_key(CONTENT_ENCODING) {
            return Self::Deliberate;
        }
        match length {
            Some(0) => Self::Empty,
            Some(..=LONGEST_TEXT) if is_text(headers) => Self::Text,
            _ => Self::Deliberate,
        }
    }
}

/// Returns whether a response is plain text.
fn is_text(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|media_type| {
        let media_type = media_type.as_bytes();
        let end = media_type.iter().position(|byte| *byte == b';');
        let essence = &media_type[..end.unwrap_or(media_type.len())];
        essence.trim_ascii().eq_ignore_ascii_case(b"text/plain")
    })
}

/// The headers that a status must or may have: the problem keeps them, so that none is
/// lost.
const OF_STATUS: [HeaderName; 7] = [
    ALLOW,
    CONTENT_RANGE,
    LOCATION,
    PROXY_AUTHENTICATE,
    RETRY_AFTER,
    UPGRADE,
    WWW_AUTHENTICATE,
];

/// Returns the problem that replaces a response.
fn problem(
    status: StatusCode,
    headers: &HeaderMap,
    text: Option<&str>,
    known: Option<Rejection>,
) -> Problem {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    let mut problem = match text {
        None => Problem::new(status),
        Some(text) if status.is_server_error() => Problem::new(status).with_cause(text.to_owned()),
        Some(text) => {
            let kind = known.unwrap_or_else(|| kind(status, text));
            rejection::problem(kind, status, text.to_owned())
        }
    };
    problem = of_boundary(problem);
    // axum adds `Allow` after its layers.
    problem.0.is_completed_elsewhere = true;
    for name in OF_STATUS {
        for value in headers.get_all(&name) {
            problem = problem.with_header(name.clone(), value.clone());
        }
    }
    problem
}

/// Returns a problem that the boundary itself answers with, in its format.
pub(crate) fn of_boundary(mut problem: Problem) -> Problem {
    let format = scope::current().and_then(|scope| scope.format());
    problem.0.format = problem.0.format.or(format);
    problem
}

/// Returns the problem of a handler that panicked, or that failed with an error that is
/// not a response.
pub(crate) fn failed(cause: impl Into<Box<dyn Error + Send + Sync>> + 'static) -> Problem {
    of_boundary(Problem::internal_server_error().with_cause(cause))
}

/// Recognises the kind of a rejection by how the frameworks begin its text.
fn kind(status: StatusCode, text: &str) -> Rejection {
    const TEXTS: [(u16, &str, Rejection); 11] = [
        // axum
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
        // warp
        (400, "Request body deserialize error", Rejection::JsonData),
        (400, "Invalid query string", Rejection::Query),
    ];
    let is_it = |(number, begin, _): &&(u16, &str, Rejection)| {
        *number == status.as_u16() && text.starts_with(begin)
    };
    let found = TEXTS.iter().find(is_it);
    found.map_or(Rejection::Other, |(_, _, kind)| *kind)
}

/// What a boundary does with the response of the service inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judgement {
    /// It is sent, with this status.
    Sent(StatusCode),
    /// It is sent and logged.
    Logged,
    /// It is replaced by a problem.
    Replaced,
    /// It is replaced by a problem with its text.
    Read,
}

/// Judges a response. Its length is `None` if it is not known.
pub(crate) fn judge(
    scope: &Scope,
    status: StatusCode,
    headers: &HeaderMap,
    length: Option<u64>,
) -> Judgement {
    // poem removes the body of a response to HEAD before the boundary sees it.
    let is_head = *scope.context.method() == Method::HEAD;
    let is_removed = is_head && length == Some(0) && headers.contains_key(CONTENT_TYPE);
    // A framework may set another status on an error, as axum does for a tuple.
    if let Some(status) = scope.status_of(headers, length, is_removed) {
        return Judgement::Sent(status);
    }
    if !is_error(status) || is_grpc(headers) {
        return Judgement::Sent(status);
    }
    match Foreign::of(headers, length) {
        // The problem has a different length than the one for a GET, unless the text is missing.
        Foreign::Empty if is_removed && !(is_text(headers) && status.is_server_error()) => {
            Judgement::Logged
        }
        Foreign::Empty => Judgement::Replaced,
        Foreign::Text => Judgement::Read,
        Foreign::Deliberate => Judgement::Logged,
    }
}

#[inline]
pub(crate) fn is_error(status: StatusCode) -> bool {
    status.is_client_error() || status.is_server_error()
}

/// Returns whether a request or a response is gRPC.
pub(crate) fn is_grpc(headers: &HeaderMap) -> bool {
    let media_type = headers.get(CONTENT_TYPE);
    media_type.is_some_and(|it| it.as_bytes().starts_with(b"application/grpc"))
}

/// Logs a response that was made deliberately: the client already has its answer, but
/// the log does not, unless a handler used the body of one of our errors.
pub(crate) fn log(scope: &Scope, status: StatusCode, headers: &mut HeaderMap, length: Option<u64>) {
    scope.context.make_request_id();
    let is_logged = |answered: Answered| answered.status == status;
    if !scope.answered().is_some_and(is_logged) {
        convert::log_answered(&Problem::new(status));
    }
    with_request_id(headers, &scope.context);
    scope.answer_with(Answered::of(status, headers, length));
}

/// Replaces an error response by its problem, and returns the body. The kind of a
/// rejection is recognised by its text, unless it is known.
pub(crate) fn replace(
    status: &mut StatusCode,
    headers: &mut HeaderMap,
    text: Option<&str>,
    kind: Option<Rejection>,
) -> Bytes {
    let problem = problem(*status, headers, text, kind);
    replace_by(&problem, status, headers)
}

/// Replaces a response by this problem, and returns the new body. The headers of
/// the response are kept, except those that described the old body.
pub(crate) fn replace_by(
    problem: &Problem,
    status: &mut StatusCode,
    headers: &mut HeaderMap,
) -> Bytes {
    let (made, body) = problem.to_response().into_parts();
    *status = made.status;
    for name in [CONTENT_TYPE, CONTENT_LENGTH, CONTENT_LANGUAGE] {
        headers.remove(name);
    }
    for name in made.headers.keys() {
        if *name != VARY && headers.contains_key(name) {
            continue;
        }
        for value in made.headers.get_all(name) {
            if *name == VARY && varies_by(headers, value) {
                continue;
            }
            // A map that is full is not changed.
            let _: Result<bool, _> = headers.try_append(name.clone(), value.clone());
        }
    }
    body
}
