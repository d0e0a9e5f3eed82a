//! Two patterns for one field.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(500, case({ kind: 3, kind: 4 } => 410))]
    Oops { kind: u8 },
}

fn main() {}
