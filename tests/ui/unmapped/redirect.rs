//! A redirect for unmapped variants.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped = 303)]
enum AppError {
    #[error("oops")]
    Oops,
}

fn main() {}
