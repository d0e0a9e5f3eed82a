//! A boxed error that may be any error.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(transparent)]
    Oops(Box<dyn std::error::Error + Send + Sync>),
}

fn main() {}
