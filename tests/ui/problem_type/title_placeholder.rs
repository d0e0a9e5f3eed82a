//! A title that varies.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, title = "No user {id}")]
    Oops { id: u64 },
}

fn main() {}
