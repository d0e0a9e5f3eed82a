//! Codes that may be the same.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("first")]
    #[http(404, code = "missing")]
    First,
    #[error("second")]
    #[http(404, code = "missing")]
    Second,
    #[error("not mapped, so it has no code")]
    Missing,
}

fn main() {}
