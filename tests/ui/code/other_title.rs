//! One code with two titles.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("first")]
    #[http(404, code = "missing", title = "Missing")]
    First,
    #[error("second")]
    #[http(404, code = "missing", title = "Gone missing")]
    Second,
}

fn main() {}
