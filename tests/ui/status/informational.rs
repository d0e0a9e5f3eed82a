//! A 1xx.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(100)]
    Oops,
}

fn main() {}
