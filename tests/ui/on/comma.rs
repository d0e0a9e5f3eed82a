//! A comma between two statuses.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(429, 503, retry_after = 10))]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
