//! `chain` with a type that is no `HttpError`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(chain(std::num::ParseIntError))]
    Oops { source: std::io::Error },
}

fn main() {}
