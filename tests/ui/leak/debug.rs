//! The template shows the source with `Debug`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("no such file: {source:?}")]
    #[http(404)]
    NotFound { source: std::io::Error },
}

fn main() {}
