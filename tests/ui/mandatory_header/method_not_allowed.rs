//! 405 without `Allow`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(METHOD_NOT_ALLOWED)]
    Oops,
}

fn main() {}
