//! A name that is empty.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, context("" = 1))]
    Oops,
}

fn main() {}
