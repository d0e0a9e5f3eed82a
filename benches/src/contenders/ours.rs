//! catchall, for plain `http` and through axum; its error is also the one of
//! every other framework.

use axum::response::{IntoResponse as _, Response as AxumResponse};
use catchall::{HttpError, Response};

crate::five_cases! {
    /// The errors, as users of catchall write them.
    #[derive(Debug, Default, thiserror::Error, HttpError)]
    #[http(web)]
    pub enum Error {
        #[default]
        #[http(404)]
        NoUser,
        #[http(404)]
        NoUserWithId { id },
        Database,
        #[http(422)]
        Invalid { #[http(member)] errors },
        #[http(429, retry_after = seconds)]
        Limited { seconds },
    }
}

pub fn http(error: Error) -> Response {
    error.into()
}

pub fn axum(error: Error) -> AxumResponse {
    error.into_response()
}

crate::five_cases! {
    /// The same texts, where the derive may write them.
    #[derive(Debug, thiserror::Error, HttpError)]
    pub enum Templates {
        #[http(404, detail = "there is no such user")]
        NoUser,
        #[http(404, detail = "there is no user {id}")]
        NoUserWithId { id },
        Database,
        #[http(422, detail = format_args!("the request has {} invalid fields", errors.len()))]
        Invalid { #[http(member)] errors },
        #[http(429, retry_after = seconds, detail = "too many requests")]
        Limited { seconds },
    }
}

/// Plain `http`, with details of the derive's own.
pub fn templates(error: Templates) -> Response {
    error.into()
}
