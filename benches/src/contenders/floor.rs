//! The least that the same response can cost: what is static was written by
//! hand, the rest goes into one buffer of the right size.

use axum_core::body::Body;
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, Response, StatusCode};

use crate::answer::Answer;
use crate::contender::Way;
use crate::errors::{Source, Wrong};

/// The errors, without a text of their own.
#[allow(missing_docs, reason = "as in `PlainError`")]
pub enum Error {
    NoUser,
    NoUserWithId { id: i64 },
    Database(Source),
    Invalid { errors: Vec<Wrong> },
    Limited { seconds: u64 },
}

crate::errors!(Error);

pub(crate) fn respond(
    status: StatusCode,
    body: Bytes,
    retry_after: Option<u64>,
) -> Response<Bytes> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    // With room for the `Content-Length` that a framework adds: a map that grows
    // there costs more than is saved here, as it would if a map of two were
    // cloned.
    headers.reserve(if retry_after.is_some() { 4 } else { 3 });
    headers.append(
        CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    headers.append(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = retry_after {
        let digits = short_number(seconds).map(HeaderValue::from_static);
        headers.append(
            RETRY_AFTER,
            digits.unwrap_or_else(|| HeaderValue::from(seconds)),
        );
    }
    response
}

/// All numbers of three digits, one after the other.
const DIGITS: [u8; 3000] = {
    let digit = *b"0123456789";
    let mut digits = [0; 3000];
    let mut number = 0;
    while number < 1000 {
        digits[number * 3] = digit[number / 100];
        digits[number * 3 + 1] = digit[number / 10 % 10];
        digits[number * 3 + 2] = digit[number % 10];
        number += 1;
    }
    digits
};

static NUMBERS: &str = match str::from_utf8(&DIGITS) {
    Ok(numbers) => numbers,
    Err(_) => "",
};

/// The digits of a number of up to three, which need no allocation.
#[must_use]
pub fn short_number(number: u64) -> Option<&'static str> {
    let place = usize::try_from(number).ok().filter(|it| *it < 1000)?;
    let leading = match number {
        0..10 => 2,
        10..100 => 1,
        _ => 0,
    };
    Some(&NUMBERS[place * 3 + leading..place * 3 + 3])
}

/// What JSON cannot have in a string as it is, RFC 8259 section 7.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        special[byte] = true;
        byte += 1;
    }
    special[b'"' as usize] = true;
    special[b'\\' as usize] = true;
    special
};

/// The text as the content of a JSON string.
pub(crate) fn escape(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    let mut start = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if SPECIAL[usize::from(byte)] {
            out.extend_from_slice(&bytes[start..at]);
            start = at + 1;
            escape_byte(out, byte);
        }
    }
    out.extend_from_slice(&bytes[start..]);
}

#[cold]
fn escape_byte(out: &mut Vec<u8>, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    match byte {
        b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
        b'\n' => out.extend_from_slice(b"\\n"),
        b'\r' => out.extend_from_slice(b"\\r"),
        b'\t' => out.extend_from_slice(b"\\t"),
        byte => {
            out.extend_from_slice(b"\\u00");
            out.push(DIGITS[usize::from(byte >> 4)]);
            out.push(DIGITS[usize::from(byte & 15)]);
        }
    }
}

/// What a client sees of an internal error.
pub(crate) const MASKED: &[u8] =
    br#"{"title":"Internal Server Error","status":500,"code":"internal_error"}"#;

/// The response of plain `http`.
#[inline]
pub(crate) fn convert(error: Error) -> Response<Bytes> {
    convert_with(error, respond)
}

/// Any response, of a status, a body and the seconds until the next try.
#[inline]
pub fn convert_with<R>(
    error: Error,
    respond: impl FnOnce(StatusCode, Bytes, Option<u64>) -> R,
) -> R {
    match error {
        Error::NoUser => respond(
            StatusCode::NOT_FOUND,
            Bytes::from_static(
                br#"{"title":"Not Found","status":404,"code":"no_user","detail":"there is no such user"}"#,
            ),
            None,
        ),
        Error::NoUserWithId { id } => {
            const HEAD: &[u8] = br#"{"title":"Not Found","status":404,"code":"no_user_with_id","detail":"there is no user "#;
            let mut digits = itoa::Buffer::new();
            let digits = digits.format(id).as_bytes();
            let mut body = Vec::with_capacity(HEAD.len() + digits.len() + 2);
            body.extend_from_slice(HEAD);
            body.extend_from_slice(digits);
            body.extend_from_slice(b"\"}");
            respond(StatusCode::NOT_FOUND, body.into(), None)
        }
        Error::Database(source) => {
            tracing::error!(target: "floor", error = %source, "request failed");
            respond(
                StatusCode::INTERNAL_SERVER_ERROR,
                Bytes::from_static(MASKED),
                None,
            )
        }
        Error::Invalid { errors } => {
            const HEAD: &[u8] = br#"{"title":"Unprocessable Content","status":422,"code":"invalid","detail":"the request has "#;
            const MIDDLE: &[u8] = br#" invalid fields","errors":["#;
            const FIELD: &[u8] = br#"{"field":"","message":""},"#;
            let mut digits = itoa::Buffer::new();
            let digits = digits.format(errors.len()).as_bytes();
            let texts: usize = errors
                .iter()
                .map(|one| FIELD.len() + one.field.len() + one.message.len())
                .sum();
            // One comma less than there are fields, one bracket and one brace.
            let length = HEAD.len() + digits.len() + MIDDLE.len() + texts + 1;
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
        Error::Limited { seconds } => {
            respond(
                StatusCode::TOO_MANY_REQUESTS,
                Bytes::from_static(
                    br#"{"title":"Too Many Requests","status":429,"code":"limited","detail":"too many requests"}"#,
                ),
                Some(seconds),
            )
        }
    }
}

/// Plain `http`.
pub(crate) struct Bare;

impl Way for Bare {
    type Error = Error;
    type Response = Response<Bytes>;

    fn convert(error: Error) -> Response<Bytes> {
        convert(error)
    }

    fn answer(response: Response<Bytes>) -> Answer {
        response.map(http_body_util::Full::new).into()
    }
}

/// Through axum 0.8.
pub(crate) struct Axum;

impl Way for Axum {
    type Error = Error;
    type Response = Response<Body>;

    fn convert(error: Error) -> Response<Body> {
        convert(error).map(Body::from)
    }

    fn answer(response: Response<Body>) -> Answer {
        response.into()
    }
}
