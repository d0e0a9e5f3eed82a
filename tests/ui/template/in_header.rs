//! A header.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, header("X-User" = "{usr}"))]
    Oops { user: u64 },
}

fn main() {}
