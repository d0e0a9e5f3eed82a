//! A tuple field, on the enum.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(status = _0.status())]
enum AppError {
    #[error("oops")]
    Oops(u64),
}

fn main() {}
