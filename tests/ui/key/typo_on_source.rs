//! A key that is written wrong brings no second message.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops: {source}")]
    #[http(404, detial = "x")]
    Oops { source: std::io::Error },
}

fn main() {}
