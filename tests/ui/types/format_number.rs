//! A number instead of a format.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, format = 5)]
    Oops,
}

fn main() {}
