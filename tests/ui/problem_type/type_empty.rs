//! A type without text.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, type = "")]
    Oops,
}

fn main() {}
