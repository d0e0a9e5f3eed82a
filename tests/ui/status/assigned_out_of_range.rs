//! An expression that is a number out of range.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(status = 700)]
    Oops,
}

fn main() {}
