//! A bar without a status after it.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(429 | , retry_after = 10))]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
