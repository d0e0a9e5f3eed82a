//! The least that the same response can cost: what is static was written by hand, the
//! rest goes into one buffer of exactly its length.

use axum::body::Body;
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue, Response, StatusCode};

use crate::errors::PlainError;

const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// The response of these parts. `append` is cheaper than `insert`.
pub fn respond(status: StatusCode, body: Bytes, retry_after: Option<u64>) -> Response<Bytes> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.append(CONTENT_TYPE, PROBLEM_JSON);
    headers.append(CACHE_CONTROL, NO_STORE);
    if let Some(seconds) = retry_after {
        headers.append(RETRY_AFTER, number(seconds));
    }
    response
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

/// What JSON cannot have in a string as it is, RFC 8259 section 7.
#[inline]
fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// The compiler compares a whole chunk at once.
fn are_plain<const LENGTH: usize>(chunks: &[[u8; LENGTH]]) -> bool {
    let is_plain =
        |chunk: &[u8; LENGTH]| !chunk.iter().fold(false, |any, &it| any | is_special(it));
    chunks.iter().all(is_plain)
}

/// The text as the content of a JSON string.
pub(crate) fn escape(out: &mut Vec<u8>, text: &str) {
    let (long, rest) = text.as_bytes().as_chunks::<32>();
    let (short, rest) = rest.as_chunks::<8>();
    if are_plain(long) && are_plain(short) && are_plain(rest.as_chunks::<1>().0) {
        out.extend_from_slice(text.as_bytes());
    } else {
        text.bytes().for_each(|byte| escape_byte(out, byte));
    }
}

#[cold]
fn escape_byte(out: &mut Vec<u8>, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let (high, low) = (
        DIGITS[usize::from(byte >> 4)],
        DIGITS[usize::from(byte & 15)],
    );
    match byte {
        b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
        byte if !is_special(byte) => out.push(byte),
        _ => out.extend_from_slice(&[b'\\', b'u', b'0', b'0', high, low]),
    }
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
    http(error).map(Body::from)
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
            for (at, one) in errors.iter().enumerate() {
                if at > 0 {
                    body.push(b',');
                }
                body.extend_from_slice(br#"{"field":""#);
                escape(&mut body, one.field);
                body.extend_from_slice(br#"","message":""#);
                escape(&mut body, one.message);
                body.extend_from_slice(br#""}"#);
            }
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
