//! A number where fields have names.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detail = "no user {0}")]
    Oops { user: u64 },
}

fn main() {}
