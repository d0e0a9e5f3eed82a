//! One code with two types.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("first")]
    #[http(404, code = "missing", type = "https://example.com/missing")]
    First,
    #[error("second")]
    #[http(404, code = "missing")]
    Second,
}

fn main() {}
