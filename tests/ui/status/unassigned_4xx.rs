//! A 4xx that IANA has not assigned.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(444)]
    Oops,
}

fn main() {}
