//! Something between the braces of a pattern and its `=>`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(500, case({ kind: 3, .. } | { kind: 4, .. } => 410))]
    Oops { kind: u8, other: u8 },
    #[error("oops")]
    #[http(500, case({ kind: 3, .. } nonsense => 410))]
    Other { kind: u8, other: u8 },
}

fn main() {}
