//! The prefix does not make them different.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(code_prefix = "shop.")]
enum AppError {
    #[error("first")]
    #[http(404, code = "gone")]
    Missing,
    #[error("second")]
    #[http(410)]
    Gone,
}

fn main() {}
