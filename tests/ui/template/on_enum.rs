//! A field, on the enum.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(detail = "no user {id}")]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops { id: u64 },
}

fn main() {}
