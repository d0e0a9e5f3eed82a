//! A comma without a method.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(405, allow = "GET,,POST")]
    Oops,
}

fn main() {}
