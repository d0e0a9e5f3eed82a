//! A protocol cannot contain a space.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(426, header("Upgrade" = "web socket"))]
    Oops,
}

fn main() {}
