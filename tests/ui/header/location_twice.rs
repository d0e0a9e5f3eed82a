//! A header with a single value, twice.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(303, location = "/a", header("Location" = "/b"))]
    Oops,
}

fn main() {}
