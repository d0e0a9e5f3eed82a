//! A time that is text.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(429, retry_after = _0)]
    Oops(String),
}

fn main() {}
