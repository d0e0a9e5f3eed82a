//! The body belongs to the format.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, header("Content-Encoding" = "gzip"))]
    Oops,
}

fn main() {}
