//! A code that a variant has for another status.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped(503, code = "server_error"))]
enum AppError {
    #[error("oops")]
    Oops,
    #[error("again")]
    #[http(500, code = "server_error")]
    Again,
}

fn main() {}
