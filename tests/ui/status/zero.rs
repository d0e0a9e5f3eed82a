//! Not a status.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(0)]
    Oops,
}

fn main() {}
