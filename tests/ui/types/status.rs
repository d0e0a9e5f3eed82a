//! A status that is text.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(status = _0)]
    Oops(String),
}

fn main() {}
