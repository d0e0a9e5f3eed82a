//! A 503 asks for no other protocol.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(503, header("Upgrade" = "websocket"))]
    Oops,
}

fn main() {}
