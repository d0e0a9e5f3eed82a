//! A misspelt constant.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(NOT_FUOND, log = warn))]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
