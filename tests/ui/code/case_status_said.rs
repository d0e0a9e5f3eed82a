//! The status of a `case` gives a code that another variant sets.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("first")]
    #[http(410, code = "not_found")]
    First,
    #[error("second")]
    #[http(400, case(1 => 404))]
    Other(u8),
}

fn main() {}
