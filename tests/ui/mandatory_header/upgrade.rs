//! 426 without `Upgrade`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(426)]
    Oops,
}

fn main() {}
