//! A brace that is not opened.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detail = "no user user}")]
    Oops { user: u64 },
}

fn main() {}
