//! The connection belongs to the server.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(408, header("Connection" = "close"))]
    Oops,
}

fn main() {}
