//! The template shows the whole value.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("no such file: {self:?}")]
    #[http(404)]
    NotFound { source: std::io::Error },
}

fn main() {}
