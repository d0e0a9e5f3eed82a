//! The status on the variant and on a field.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops(#[http(status)] u16),
}

fn main() {}
