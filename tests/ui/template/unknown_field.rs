//! A field that does not exist.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detail = "no user {ID}")]
    Oops { user: u64 },
}

fn main() {}
