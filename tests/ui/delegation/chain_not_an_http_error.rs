//! `chain` with a type that does not implement `HttpError`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(chain(std::num::ParseIntError))]
    Oops { source: std::io::Error },
}

fn main() {}
