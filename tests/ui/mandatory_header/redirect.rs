//! A redirect without a location.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(303)]
    Oops,
}

fn main() {}
