//! A content range that is a float.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(416, content_range = _0)]
    Oops(f64),
}

fn main() {}
