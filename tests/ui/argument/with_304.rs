//! A response without a body.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(304, hide, argument("age" = 1))]
    Oops,
}

fn main() {}
