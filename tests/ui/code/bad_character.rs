//! A code with a space.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, code = "not found")]
    Oops,
}

fn main() {}
