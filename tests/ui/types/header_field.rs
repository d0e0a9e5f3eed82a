//! A field that is not text, as a header.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops(#[http(header = "X-Ids")] Vec<u64>),
}

fn main() {}
