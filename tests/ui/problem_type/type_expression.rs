//! A type that is an expression.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, type = TYPE)]
    Oops,
}

fn main() {}
