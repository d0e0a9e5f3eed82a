//! A key of the type on a variant.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(unmapped = 503)]
    Oops,
}

fn main() {}
