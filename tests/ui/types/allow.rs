//! Methods that are numbers.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(405, allow = _0)]
    Oops(u64),
}

fn main() {}
