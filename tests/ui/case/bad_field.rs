//! Something that is not a field.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, case({ 1, .. } => 410))]
    Oops { kind: u8 },
}

fn main() {}
