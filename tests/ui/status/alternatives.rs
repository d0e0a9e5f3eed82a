//! Two statuses, or one with its phrase.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404 | 410)]
    Oops,
    #[error("oops")]
    #[http(404 Not Found)]
    Other,
    #[error("oops")]
    #[http(StatusCode::NOT_FOUND)]
    Third,
    #[error("oops")]
    #[http(http::StatusCode::GONE)]
    Fourth,
}

fn main() {}
