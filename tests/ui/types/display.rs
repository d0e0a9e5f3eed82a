//! A field in a format string that does not implement `Display`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detail = "{0}")]
    Oops(Vec<u64>),
}

fn main() {}
