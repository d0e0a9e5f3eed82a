//! A misspelt key.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detial = "x")]
    Oops,
}

fn main() {}
