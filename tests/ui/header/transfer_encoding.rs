//! The server sets `Transfer-Encoding`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, header("Transfer-Encoding" = "chunked"))]
    Oops,
}

fn main() {}
