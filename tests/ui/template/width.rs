//! A width that does not exist.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detail = "no user {user:>width$}")]
    Oops { user: u64 },
}

fn main() {}
