//! A location with a space.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(303, location = "/not here")]
    Oops,
}

fn main() {}
