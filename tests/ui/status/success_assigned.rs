//! A success, given with the key.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(status = 204)]
    Oops,
}

fn main() {}
