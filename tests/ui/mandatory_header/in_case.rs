//! A `case` that is a 401.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(403, case(1 => 401))]
    Oops(u8),
}

fn main() {}
