//! A misspelt key does not cause a second message.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops: {source}")]
    #[http(404, detial = "x")]
    Oops { source: std::io::Error },
}

fn main() {}
