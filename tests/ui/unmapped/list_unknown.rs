//! A key that does not exist.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped(503, cod = "server_error"))]
enum AppError {
    #[error("oops")]
    Oops,
}

fn main() {}
