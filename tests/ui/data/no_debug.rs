//! A type without `Debug`.

use catchall::HttpError;

#[derive(thiserror::Error, HttpError)]
enum AppError {
    #[error("not found")]
    #[http(404)]
    NotFound,
}

fn main() {}
