//! `chain` without types.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(chain())]
    Oops { source: std::io::Error },
}

fn main() {}
