//! A method with a space.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(405, allow = "GET POST")]
    Oops,
}

fn main() {}
