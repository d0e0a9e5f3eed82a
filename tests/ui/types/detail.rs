//! A detail that is not text.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detail = _0)]
    Oops(Vec<u64>),
}

fn main() {}
