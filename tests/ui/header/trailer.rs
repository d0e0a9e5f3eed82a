//! The server sets `Trailer`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(503, header("Trailer" = "X-Later"))]
    Oops,
}

fn main() {}
