//! A field that has no name.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops(#[http(argument)] u64),
}

fn main() {}
