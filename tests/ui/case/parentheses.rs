//! The patterns of a tuple in their own parentheses.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(500, case((3, _) => 404))]
    Oops(u8, u8),
}

fn main() {}
