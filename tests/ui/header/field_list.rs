//! The form that is for a variant.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops(#[http(header("X-Id" = 4))] u64),
}

fn main() {}
