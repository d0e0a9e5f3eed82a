//! Only a 416 says how long a representation is.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, content_range = "bytes */3")]
    Oops,
}

fn main() {}
