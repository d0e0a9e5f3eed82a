//! A content range without a unit.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(416, content_range = "*/1234")]
    Oops,
}

fn main() {}
