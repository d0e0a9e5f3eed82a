//! A named argument hides its value.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("no such file: {what}", what = source)]
    #[http(404)]
    NotFound { source: std::io::Error },
}

fn main() {}
