//! A framework with a version.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(axum = "0.8")]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
