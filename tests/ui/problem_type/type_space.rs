//! A type that is not a URI.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, type = "https://example.com/not found")]
    Oops,
}

fn main() {}
