//! `chain` without a source.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(chain(AppError))]
    Oops(u8, u8),
}

fn main() {}
