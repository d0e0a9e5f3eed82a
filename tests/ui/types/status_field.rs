//! A field that is text, as the status.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    Oops(#[http(status)] String),
}

fn main() {}
