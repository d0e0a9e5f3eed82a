//! One name for two values.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, context("id" = 1), context("id" = 2))]
    Oops,
}

fn main() {}
