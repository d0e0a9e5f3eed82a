//! Text that is not a time.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(429, retry_after = "soon")]
    Oops,
}

fn main() {}
