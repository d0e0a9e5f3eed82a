//! A name on a field that is not a string.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops(#[http(member = 7)] u64),
}

fn main() {}
