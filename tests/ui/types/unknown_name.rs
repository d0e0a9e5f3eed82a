//! A name that does not exist.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(429, retry_after = wiat)]
    Oops { wait: u64 },
}

fn main() {}
