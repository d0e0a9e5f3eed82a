//! One variant is unmapped.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped = deny)]
enum AppError {
    #[error("only")]
    Only,
}

fn main() {}
