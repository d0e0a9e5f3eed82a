//! Something after the status.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404 & 405)]
    Oops,
}

fn main() {}
