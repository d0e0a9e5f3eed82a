//! Fewer patterns than fields.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, case(1 => 410))]
    Oops(u8, u8),
}

fn main() {}
