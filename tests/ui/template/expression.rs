//! An expression in a placeholder.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detail = "no user {user.id}")]
    Oops { user: u64 },
}

fn main() {}
