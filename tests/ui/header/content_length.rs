//! The server sets `Content-Length`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, header("content-length" = 0))]
    Oops,
}

fn main() {}
