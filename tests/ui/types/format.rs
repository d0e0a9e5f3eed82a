//! A type that is not a format.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, format = String)]
    Oops,
}

fn main() {}
