//! A code is not a format string.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, code = "no_{id}")]
    Oops { id: u64 },
}

fn main() {}
