//! No key at all.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(?)]
    Oops,
}

fn main() {}
