//! A shared code has only one title.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(shared_codes)]
enum AppError {
    #[error("first")]
    #[http(404, code = "unknown", title = "Not here")]
    First,
    #[error("second")]
    #[http(400, code = "unknown", title = "Unknown")]
    Second,
}

fn main() {}
