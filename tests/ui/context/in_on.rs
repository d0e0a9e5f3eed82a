//! A key that is not allowed in `on`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(404, context("id" = 1)))]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
