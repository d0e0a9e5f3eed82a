//! A variant whose name gives the code that another one sets.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("first")]
    #[http(404, code = "gone")]
    First,
    #[error("second")]
    #[http(410)]
    Gone,
}

fn main() {}
