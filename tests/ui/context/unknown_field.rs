//! Text that names no field.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, context("id" = "{idd}"))]
    Oops { id: u64 },
}

fn main() {}
