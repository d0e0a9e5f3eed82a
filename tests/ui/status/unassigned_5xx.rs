//! A 5xx that IANA has not assigned.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(599)]
    Oops,
}

fn main() {}
