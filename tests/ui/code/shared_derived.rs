//! A code that is derived from the name of a variant is not shared.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(shared_codes)]
enum AppError {
    #[error("first")]
    #[http(404, code = "gone")]
    First,
    #[error("second")]
    #[http(410)]
    Gone,
}

fn main() {}
