//! A name without quotes.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, header(X_ID = id))]
    Oops { id: u64 },
}

fn main() {}
