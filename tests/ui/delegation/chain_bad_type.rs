//! `chain` with something that is not a type.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(chain("AppError"))]
    Oops { source: std::io::Error },
}

fn main() {}
