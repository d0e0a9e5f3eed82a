//! A misspelt field.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detail = "no user {usr}")]
    Oops { user: u64, name: String },
}

fn main() {}
