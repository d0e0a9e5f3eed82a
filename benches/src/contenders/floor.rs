//! The least that the same response can cost: what is static was written by hand, the
//! rest goes into one buffer of exactly its length.

use axum::body::Body;
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue, Response, StatusCode};

use crate::errors::PlainError;

const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// The response of these parts. `append` of a name by reference is cheaper than `insert`, and
/// a body that comes last than one that is moved.
pub fn respond<B>(status: StatusCode, body: B, retry_after: Option<u64>) -> Response<B> {
    let mut response = Response::new(());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.append(&CONTENT_TYPE, PROBLEM_JSON);
    headers.append(&CACHE_CONTROL, NO_STORE);
    if let Some(seconds) = retry_after {
        headers.append(&RETRY_AFTER, number(seconds));
    }
    response.map(|()| body)
}

fn number(number: u64) -> HeaderValue {
    let short = short_number(number).map(HeaderValue::from_static);
    short.unwrap_or_else(|| HeaderValue::from(number))
}

/// The digits of a number of up to three, which need no allocation.
pub fn short_number(number: u64) -> Option<&'static str> {
    static NUMBERS: &str = include_str!("numbers.txt");
    let place = usize::try_from(number).ok().filter(|it| *it < 1000)? * 3;
    let leading = usize::from(number < 100) + usize::from(number < 10);
    Some(&NUMBERS[place + leading..place + 3])
}

/// The text as the content of a JSON string, RFC 8259 section 7. The compiler compares many
/// bytes at once, because none ends the loop.
#[inline]
pub(crate) fn escape(out: &mut Vec<u8>, text: &str) {
    let is_special = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    if text.bytes().fold(false, |any, byte| any | is_special(byte)) {
        escape_all(out, text);
    } else {
        out.extend_from_slice(text.as_bytes());
    }
}

#[cold]
fn escape_all(out: &mut Vec<u8>, text: &str) {
    let quoted = serde_json::to_string(text).expect("a text is JSON");
    out.extend_from_slice(&quoted.as_bytes()[1..quoted.len() - 1]);
}

/// What a client sees of an internal error.
const MASKED: &[u8] = br#"{"title":"Internal Server Error","status":500,"code":"internal_error"}"#;
const NO_USER: &[u8] =
    br#"{"title":"Not Found","status":404,"code":"no_user","detail":"there is no such user"}"#;
const LIMITED: &[u8] =
    br#"{"title":"Too Many Requests","status":429,"code":"limited","detail":"too many requests"}"#;

pub fn http(error: PlainError) -> Response<Bytes> {
    convert(error, respond)
}

pub fn axum(error: PlainError) -> Response<Body> {
    convert(error, |status, body, retry_after| {
        respond(status, Body::from(body), retry_after)
    })
}

/// Plain `http`, with the headers as a copy of a map. That is the cheapest way to an
/// `http::Response`, and not to what a server sends: the map has no room for the
/// server's own headers.
pub fn copied_headers(error: PlainError) -> Response<Bytes> {
    thread_local! {
        static TWO: HeaderMap = HeaderMap::from_iter([
            (CONTENT_TYPE, PROBLEM_JSON),
            (CACHE_CONTROL, NO_STORE),
        ]);
        static THREE: HeaderMap = HeaderMap::from_iter([
            (CONTENT_TYPE, PROBLEM_JSON),
            (CACHE_CONTROL, NO_STORE),
            (RETRY_AFTER, NO_STORE),
        ]);
    }
    convert(error, |status, body, retry_after| {
        let mut response = Response::new(body);
        *response.status_mut() = status;
        let headers = if retry_after.is_some() { &THREE } else { &TWO };
        *response.headers_mut() = headers.with(Clone::clone);
        if let Some((seconds, place)) = retry_after.zip(response.headers_mut().get_mut(RETRY_AFTER))
        {
            *place = number(seconds);
        }
        response
    })
}

/// The same through axum 0.8.
pub fn copied_headers_axum(error: PlainError) -> Response<Body> {
    copied_headers(error).map(Body::from)
}

/// Any response, of a status, a body and the seconds until the next try.
#[inline]
pub fn convert<R>(
    error: PlainError,
    respond: impl FnOnce(StatusCode, Bytes, Option<u64>) -> R,
) -> R {
    match error {
        PlainError::NoUser => respond(StatusCode::NOT_FOUND, Bytes::from_static(NO_USER), None),
        PlainError::NoUserWithId { id } => {
            const HEAD: &[u8] = br#"{"title":"Not Found","status":404,"code":"no_user_with_id","detail":"there is no user "#;
            let mut digits = itoa::Buffer::new();
            let digits = digits.format(id).as_bytes();
            let mut body = Vec::with_capacity(HEAD.len() + digits.len() + 2);
            body.extend_from_slice(HEAD);
            body.extend_from_slice(digits);
            body.extend_from_slice(b"\"}");
            respond(StatusCode::NOT_FOUND, body.into(), None)
        }
        PlainError::Database(source) => {
            tracing::error!(error = %source, "request failed");
            let body = Bytes::from_static(MASKED);
            respond(StatusCode::INTERNAL_SERVER_ERROR, body, None)
        }
        PlainError::Invalid { errors } => {
            const HEAD: &[u8] = br#"{"title":"Unprocessable Content","status":422,"code":"invalid","detail":"the request has "#;
            const MIDDLE: &[u8] = br#" invalid fields","errors":["#;
            const FIELD: &[u8] = br#"{"field":"","message":""},"#;
            let mut digits = itoa::Buffer::new();
            let digits = digits.format(errors.len()).as_bytes();
            let texts = errors
                .iter()
                .map(|one| FIELD.len() + one.field.len() + one.message.len());
            // One comma less than there are fields, one bracket and one brace.
            let length = HEAD.len() + digits.len() + MIDDLE.len() + texts.sum::<usize>() + 1;
            let mut body = Vec::with_capacity(length);
            body.extend_from_slice(HEAD);
            body.extend_from_slice(digits);
            body.extend_from_slice(MIDDLE);
            for one in &errors {
                body.extend_from_slice(br#"{"field":""#);
                escape(&mut body, one.field);
                body.extend_from_slice(br#"","message":""#);
                escape(&mut body, one.message);
                body.extend_from_slice(br#""},"#);
            }
            // The last comma: there is at least one field.
            body.pop();
            body.extend_from_slice(b"]}");
            respond(StatusCode::UNPROCESSABLE_ENTITY, body.into(), None)
        }
        PlainError::Limited { seconds } => respond(
            StatusCode::TOO_MANY_REQUESTS,
            Bytes::from_static(LIMITED),
            Some(seconds),
        ),
    }
}
