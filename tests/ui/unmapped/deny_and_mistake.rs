//! A mistake in the mapping of a variant is one message.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped = deny)]
enum AppError {
    #[error("first")]
    #[http(NOT_FUOND)]
    First,
    #[error("second")]
    #[http(stauts = 404)]
    Second,
}

fn main() {}
