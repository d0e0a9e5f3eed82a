//! 401 without a challenge.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(401)]
    Oops,
}

fn main() {}
