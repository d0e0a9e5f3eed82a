//! The status of a `case` gives a code that another variant has.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("first")]
    #[http(410)]
    NotFound,
    #[error("second")]
    #[http(400, case(1 => 404))]
    Other(u8),
}

fn main() {}
