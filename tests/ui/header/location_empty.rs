//! An empty location.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(303, location = "")]
    Oops,
}

fn main() {}
