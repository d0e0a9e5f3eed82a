//! A misspelt constant.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(NOT_FUOND)]
    Oops,
}

fn main() {}
