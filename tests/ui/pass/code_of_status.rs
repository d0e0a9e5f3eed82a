//! The status of a `case` gives the same code as a variant with that status.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("first")]
    #[http(404)]
    NotFound,
    #[error("second")]
    #[http(400, case(1 => 404), case(2 => 404), case(3 => 409))]
    Second(u8),
    #[error("third")]
    #[http(case(1 => 404), case(2 => 404), case(3 => 409))]
    Third(u8),
}

fn main() {}
