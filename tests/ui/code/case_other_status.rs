//! A `case` with another status has the code of its variant.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(400, code = "refused", case(1 => 409))]
    Oops(u8),
}

fn main() {}
