//! `..` where it is not allowed.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(500, case(.., 3, .. => 410))]
    Oops(u8, u8, u8),
    #[error("oops")]
    #[http(500, case({ .., kind: 3 } => 410))]
    Other { kind: u8, other: u8 },
}

fn main() {}
