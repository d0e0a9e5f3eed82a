//! A type that varies.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, type = "https://example.com/{id}")]
    Oops { id: u64 },
}

fn main() {}
