//! `chain` on a field that is not an error.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
    #[error("wrapped")]
    #[http(chain(AppError))]
    Wrapped(String),
}

fn main() {}
