//! `web` and a framework.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(axum, web)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
