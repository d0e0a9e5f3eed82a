//! An argument may be anything.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("no such file: {}", source)]
    #[http(404)]
    NotFound { source: std::io::Error },
}

fn main() {}
