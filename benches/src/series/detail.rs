//! A detail of some length.

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use catchall::HttpError;
use http::StatusCode;

use crate::contenders::by_hand::{self, with_headers};
use crate::contenders::floor::{self, escape};
use crate::errors::Sample;

static TEXT: LazyLock<String> = LazyLock::new(|| " a detail of so many bytes".repeat(40_000));

/// An error that holds a text.
macro_rules! error {
    ($(#[$attribute:meta])* $name:ident, $(#[$field:meta])* $text:ident) => {
        /// A text of so many bytes.
        #[derive(Debug, thiserror::Error, HttpError)]
        #[error("{text}")]
        $(#[$attribute])*
        pub struct $name {
            $(#[$field])*
            $text: String,
        }

        impl Sample for $name {
            fn sample<const SIZE: usize>() -> Self {
                let $text = TEXT[..SIZE].to_owned();
                Self { $text }
            }
        }
    };
}

error!(
    #[http(axum, 400, code = "too_long")]
    Displayed,
    text
);
error!(
    #[http(axum, 400, code = "too_long", detail = text)]
    Known,
    text
);
error!(
    #[http(axum, 400, code = "too_long", hide)]
    Member,
    #[http(member)]
    text
);

/// Bytes that are copied once.
pub fn floor(error: Displayed) -> Response {
    const HEAD: &[u8] = br#"{"title":"Bad Request","status":400,"code":"too_long","detail":""#;
    let mut body = Vec::with_capacity(HEAD.len() + error.text.len() + 2);
    body.extend_from_slice(HEAD);
    escape(&mut body, &error.text);
    body.extend_from_slice(b"\"}");
    floor::respond(StatusCode::BAD_REQUEST, Body::from(body), None)
}

/// The detail is what `Display` writes: its length is not known before.
pub fn displayed(error: Displayed) -> Response {
    error.into_response()
}

/// The detail is a `String`.
pub fn known(error: Known) -> Response {
    error.into_response()
}

/// The text is a member, through `serde`.
pub fn member(error: Member) -> Response {
    error.into_response()
}

/// axum's `Json` of a `serde` struct.
pub fn by_hand(error: Displayed) -> Response {
    let body = by_hand::Body {
        title: "Bad Request",
        status: 400,
        code: "too_long",
        detail: Some(error.to_string()),
        errors: None,
    };
    with_headers((StatusCode::BAD_REQUEST, Json(body)).into_response())
}

/// The writer of strings of `serde_json`, and nothing else.
pub fn writer(error: Displayed) -> Vec<u8> {
    let mut out = Vec::with_capacity(error.text.len() + 2);
    // Into memory, of a string: it cannot fail.
    let _: serde_json::Result<()> = serde_json::to_writer(&mut out, &error.text);
    out
}
