//! A value that does not implement `HttpError`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(transparent = _0.len())]
    Oops(String),
}

fn main() {}
