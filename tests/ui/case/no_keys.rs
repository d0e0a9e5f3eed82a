//! Nothing after the arrow.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, case(1 =>))]
    Oops(u8),
}

fn main() {}
