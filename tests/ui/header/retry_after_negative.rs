//! A negative number of seconds.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(429, retry_after = -1)]
    Oops,
}

fn main() {}
