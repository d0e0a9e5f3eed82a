//! A 503 does not ask for another protocol.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(503, header("Upgrade" = "websocket"))]
    Oops,
}

fn main() {}
