//! Two names that make the same code.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(code_case = "lowercase")]
enum AppError {
    #[error("first")]
    #[http(404)]
    NotFound,
    #[error("second")]
    #[http(404)]
    Notfound,
}

fn main() {}
