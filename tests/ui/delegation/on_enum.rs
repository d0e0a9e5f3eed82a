//! `transparent` for all variants.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(transparent)]
enum AppError {
    #[error("oops")]
    Oops,
}

fn main() {}
