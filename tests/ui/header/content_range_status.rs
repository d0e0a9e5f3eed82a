//! Only a 416 has the length of a representation.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, content_range = "bytes */3")]
    Oops,
}

fn main() {}
