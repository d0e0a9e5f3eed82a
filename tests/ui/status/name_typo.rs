//! A constant that is written wrong.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(NOT_FUOND)]
    Oops,
}

fn main() {}
