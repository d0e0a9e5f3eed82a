//! 418 is reserved.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(418)]
    Oops,
}

fn main() {}
