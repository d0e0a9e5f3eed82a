//! A name that the pattern does not bind.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, case(1 => 410, detail = "{number}"))]
    Oops(u8),
}

fn main() {}
