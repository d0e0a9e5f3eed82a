//! A header whose type is not text.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, header("X-Ids" = _0))]
    Oops(Vec<u64>),
}

fn main() {}
