//! A framework on a variant.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(axum, 404)]
    Oops,
}

fn main() {}
