//! An unknown word.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped = allow)]
enum AppError {
    #[error("oops")]
    Oops,
}

fn main() {}
