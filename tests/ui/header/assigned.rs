//! The form that is for a field.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, header = "X-Id")]
    Oops { id: u64 },
}

fn main() {}
