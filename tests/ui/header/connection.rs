//! The server sets `Connection`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, header("Connection" = "close"))]
    Oops,
}

fn main() {}
