//! A field that does not exist.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, case({ kind: 1, .. } => 410))]
    Oops { knd: u8 },
}

fn main() {}
