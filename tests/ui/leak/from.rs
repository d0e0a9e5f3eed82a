//! The template shows a field that `#[from]` marks.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("no such file: {0}")]
    #[http(404)]
    NotFound(#[from] std::io::Error),
}

fn main() {}
