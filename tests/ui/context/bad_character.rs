//! A name with a character that a name cannot contain.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, context("user id" = 1))]
    Oops,
}

fn main() {}
