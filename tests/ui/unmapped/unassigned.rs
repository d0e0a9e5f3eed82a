//! A 5xx that is not assigned.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped = 555)]
enum AppError {
    #[error("oops")]
    Oops,
}

fn main() {}
