//! More than one field.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(transparent)]
    Oops(u8, u8),
}

fn main() {}
