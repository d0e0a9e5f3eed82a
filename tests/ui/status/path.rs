//! The constant with its path.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(StatusCode::NOT_FOUND)]
    Oops,
}

fn main() {}
