//! The format sets `Content-Type`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, header("Content-Type" = "text/plain"))]
    Oops,
}

fn main() {}
