//! A number of seconds that is too large.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(429, retry_after = 99999999999999999999)]
    Oops,
}

fn main() {}
