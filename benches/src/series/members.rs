//! Members, each a number.

use axum::Json;
use axum::response::{IntoResponse as _, Response as AxumResponse};
use bytes::Bytes;
use catchall::{HttpError, Response};
use http::StatusCode;
use serde::Serialize;

use crate::answer::Answer;
use crate::contender::Way;
use crate::contenders::respond;
use crate::errors::Sample;

/// Names of members; each is a number.
macro_rules! errors {
    ($($few:ident)*; $($many:ident)*) => {
        #[derive(Debug, thiserror::Error, HttpError)]
        #[error("there are members")]
        pub(crate) enum Error {
            #[http(422, code = "members")]
            None,
            #[http(422, code = "members")]
            Few { $(#[http(member)] $few: u32),* },
            #[http(422, code = "members")]
            Many { $(#[http(member)] $many: u32),* },
        }

        impl Sample for Error {
            fn sample<const SIZE: usize>() -> Self {
                match SIZE {
                    0 => Self::None,
                    5 => Self::Few { $($few: 1234),* },
                    _ => Self::Many { $($many: 1234),* },
                }
            }
        }

        impl Error {
            /// Names and values.
            fn write(&self, mut member: impl FnMut(&'static str, u32)) {
                match self {
                    Self::None => {}
                    Self::Few { $($few),* } => { $(member(stringify!($few), *$few);)* }
                    Self::Many { $($many),* } => { $(member(stringify!($many), *$many);)* }
                }
            }
        }

        #[derive(Serialize)]
        #[serde(untagged)]
        enum Members {
            None {},
            Few { $($few: u32),* },
            Many { $($many: u32),* },
        }

        impl From<Error> for Members {
            fn from(error: Error) -> Self {
                match error {
                    Error::None => Self::None {},
                    Error::Few { $($few),* } => Self::Few { $($few),* },
                    Error::Many { $($many),* } => Self::Many { $($many),* },
                }
            }
        }
    };
}

errors! {
    m00 m01 m02 m03 m04;
    m00 m01 m02 m03 m04 m05 m06 m07 m08 m09 m10 m11 m12
    m13 m14 m15 m16 m17 m18 m19 m20 m21 m22 m23 m24
}

pub(crate) struct Floor;

impl Way for Floor {
    type Error = Error;
    type Response = Response;

    fn convert(error: Error) -> Response {
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
        respond(StatusCode::UNPROCESSABLE_ENTITY, Bytes::from(body), None)
    }

    fn answer(response: Response) -> Answer {
        response.map(http_body_util::Full::new).into()
    }
}

pub(crate) struct Ours;

impl Way for Ours {
    type Error = Error;
    type Response = Response;

    fn convert(error: Error) -> Response {
        error.into()
    }

    fn answer(response: Response) -> Answer {
        Floor::answer(response)
    }
}

#[derive(Serialize)]
struct Body {
    title: &'static str,
    status: u16,
    code: &'static str,
    detail: String,
    #[serde(flatten)]
    members: Members,
}

pub(crate) struct ByHand;

impl Way for ByHand {
    type Error = Error;
    type Response = AxumResponse;

    fn convert(error: Error) -> AxumResponse {
        let body = Body {
            title: "Unprocessable Content",
            status: 422,
            code: "members",
            detail: error.to_string(),
            members: error.into(),
        };
        (StatusCode::UNPROCESSABLE_ENTITY, Json(body)).into_response()
    }

    fn answer(response: AxumResponse) -> Answer {
        response.into()
    }
}
