//! A location that is a number.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(303, location = _0)]
    Oops(u64),
}

fn main() {}
