//! One code with two statuses.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("first")]
    #[http(404, code = "missing")]
    First,
    #[error("second")]
    #[http(410, code = "missing")]
    Second,
}

fn main() {}
