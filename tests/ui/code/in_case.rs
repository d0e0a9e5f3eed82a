//! A `case` takes the code of another variant.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("first")]
    #[http(404)]
    NotFound,
    #[error("second")]
    #[http(400, case(1 => 410, code = "not_found"))]
    Other(u8),
}

fn main() {}
