//! A 4xx for unmapped variants.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped = 404)]
enum AppError {
    #[error("oops")]
    Oops,
}

fn main() {}
