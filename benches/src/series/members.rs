//! Members, each a number.

use axum::Json;
use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use catchall::HttpError;
use http::StatusCode;
use serde::Serialize;

use crate::contenders::by_hand::with_headers;
use crate::contenders::floor;
use crate::errors::Sample;

/// Names of members for each variant.
macro_rules! errors {
    ($($variant:ident $size:literal: $($name:ident)*;)*) => {
        /// Errors of so many members.
        #[derive(Debug, thiserror::Error, HttpError, Serialize)]
        #[serde(untagged)]
        #[error("there are members")]
        #[http(axum)]
        pub enum Error {
            $(#[http(422, code = "members")] $variant { $(#[http(member)] $name: u32),* },)*
        }

        impl Sample for Error {
            fn sample<const SIZE: usize>() -> Self {
                match SIZE {
                    $($size => Self::$variant { $($name: 1234),* },)*
                    _ => unreachable!("there is no variant of this size"),
                }
            }
        }

        impl Error {
            /// Names and values.
            fn write(&self, mut member: impl FnMut(&'static str, u32)) {
                match self {
                    $(Self::$variant { $($name),* } => { $(member(stringify!($name), *$name);)* })*
                }
            }
        }
    };
}

errors! {
    One 1: m00;
    Sixteen 16: m00 m01 m02 m03 m04 m05 m06 m07 m08 m09 m10 m11 m12 m13 m14 m15;
    SixtyFour 64:
        m00 m01 m02 m03 m04 m05 m06 m07 m08 m09 m10 m11 m12 m13 m14 m15
        m16 m17 m18 m19 m20 m21 m22 m23 m24 m25 m26 m27 m28 m29 m30 m31
        m32 m33 m34 m35 m36 m37 m38 m39 m40 m41 m42 m43 m44 m45 m46 m47
        m48 m49 m50 m51 m52 m53 m54 m55 m56 m57 m58 m59 m60 m61 m62 m63;
}

/// Bytes that are copied once.
pub fn floor(error: Error) -> Response {
    const HEAD: &[u8] = br#"{"title":"Unprocessable Content","status":422,"code":"members","detail":"there are members""#;
    const MEMBER: &[u8] = br#","m00":"#;
    let mut digits = itoa::Buffer::new();
    let mut length = HEAD.len() + 1;
    error.write(|_, value| length += MEMBER.len() + digits.format(value).len());
    let mut body = Vec::with_capacity(length);
    body.extend_from_slice(HEAD);
    error.write(|name, value| {
        body.extend_from_slice(b",\"");
        body.extend_from_slice(name.as_bytes());
        body.extend_from_slice(b"\":");
        body.extend_from_slice(digits.format(value).as_bytes());
    });
    body.push(b'}');
    floor::respond(StatusCode::UNPROCESSABLE_ENTITY, Body::from(body), None)
}

pub fn ours(error: Error) -> Response {
    error.into_response()
}

#[derive(Serialize)]
struct Document {
    title: &'static str,
    status: u16,
    code: &'static str,
    detail: String,
    #[serde(flatten)]
    members: Error,
}

/// axum's `Json` of a `serde` struct.
pub fn by_hand(error: Error) -> Response {
    let body = Document {
        title: "Unprocessable Content",
        status: 422,
        code: "members",
        detail: error.to_string(),
        members: error,
    };
    with_headers((StatusCode::UNPROCESSABLE_ENTITY, Json(body)).into_response())
}
