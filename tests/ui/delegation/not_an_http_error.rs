//! A field that does not implement `HttpError`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(transparent)]
    Oops(#[from] std::num::ParseIntError),
}

fn main() {}
