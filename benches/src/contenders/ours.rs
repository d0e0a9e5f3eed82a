//! catchall, for plain `http` and through axum; its error is also the one of
//! every other framework.

use axum_core::response::{IntoResponse, Response as AxumResponse};
use catchall::{HttpError, Response};

use crate::answer::Answer;
use crate::contender::Way;
use crate::errors::{Source, Wrong};

/// The errors, as users of catchall write them.
#[derive(Debug, thiserror::Error, HttpError)]
#[http(web)]
#[allow(missing_docs, reason = "as in `PlainError`")]
pub enum Error {
    #[error("there is no such user")]
    #[http(404)]
    NoUser,
    #[error("there is no user {id}")]
    #[http(404)]
    NoUserWithId { id: i64 },
    #[error("database error")]
    Database(#[source] Source),
    #[error("the request has {} invalid fields", errors.len())]
    #[http(422)]
    Invalid {
        #[http(member)]
        errors: Vec<Wrong>,
    },
    #[error("too many requests")]
    #[http(429, retry_after = seconds)]
    Limited { seconds: u64 },
}

crate::errors!(Error);

/// Plain `http`.
pub(crate) struct Bare;

impl Way for Bare {
    type Error = Error;
    type Response = Response;

    fn convert(error: Error) -> Response {
        error.into()
    }

    fn answer(response: Response) -> Answer {
        response.map(http_body_util::Full::new).into()
    }
}

/// Through axum 0.8.
pub(crate) struct Axum;

impl Way for Axum {
    type Error = Error;
    type Response = AxumResponse;

    fn convert(error: Error) -> AxumResponse {
        error.into_response()
    }

    fn answer(response: AxumResponse) -> Answer {
        response.into()
    }
}

/// The same texts, where the derive may write them.
#[derive(Debug, thiserror::Error, HttpError)]
#[error("some error")]
pub(crate) enum Templates {
    #[http(404, detail = "there is no such user")]
    NoUser,
    #[http(404, detail = "there is no user {id}")]
    NoUserWithId {
        id: i64,
    },
    Database(#[source] Source),
    #[http(422, detail = format_args!("the request has {} invalid fields", errors.len()))]
    Invalid {
        #[http(member)]
        errors: Vec<Wrong>,
    },
    #[http(429, retry_after = seconds, detail = "too many requests")]
    Limited {
        seconds: u64,
    },
}

crate::errors!(Templates);

/// Plain `http`, with details of the derive's own.
pub(crate) struct OwnTemplate;

impl Way for OwnTemplate {
    type Error = Templates;
    type Response = Response;

    fn convert(error: Templates) -> Response {
        error.into()
    }

    fn answer(response: Response) -> Answer {
        Bare::answer(response)
    }
}
