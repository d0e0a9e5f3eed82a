//! A bare status on a field.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    Oops(#[http(404)] u16),
}

fn main() {}
