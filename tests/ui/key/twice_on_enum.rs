//! A key twice on the enum.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(axum, axum)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
