//! A number beyond all numbers.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(99999999999999999999)]
    Oops,
}

fn main() {}
