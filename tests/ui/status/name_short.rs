//! A name that is only part of a constant.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(INTERNAL_ERROR)]
    Oops,
}

fn main() {}
