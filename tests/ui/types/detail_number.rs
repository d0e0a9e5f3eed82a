//! A detail that is a number.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detail = _0)]
    Oops(u64),
}

fn main() {}
