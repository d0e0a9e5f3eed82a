//! A tuple field where fields have names.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(429, retry_after = _0)]
    Oops { seconds: u64 },
}

fn main() {}
