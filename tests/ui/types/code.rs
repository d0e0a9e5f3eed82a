//! A code that is a number.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, code = *_0)]
    Oops(u64),
}

fn main() {}
