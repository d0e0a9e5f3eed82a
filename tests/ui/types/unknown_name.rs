//! A name that is not there.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(429, retry_after = wiat)]
    Oops { wait: u64 },
}

fn main() {}
