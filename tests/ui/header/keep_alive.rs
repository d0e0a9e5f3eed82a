//! The server sets `Keep-Alive`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, header("Keep-Alive" = "timeout=5"))]
    Oops,
}

fn main() {}
