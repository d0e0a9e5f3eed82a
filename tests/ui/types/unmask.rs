//! A condition that is a number.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(500, unmask = *_0)]
    Oops(u64),
}

fn main() {}
