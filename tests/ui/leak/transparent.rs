//! `Display` is the source.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error(transparent)]
    #[http(404)]
    NotFound(#[from] std::io::Error),
}

fn main() {}
