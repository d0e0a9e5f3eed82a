//! An explicit code that another variant has by its name.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("first")]
    #[http(404)]
    NotFound,
    #[error("second")]
    #[http(404, code = "not_found")]
    Gone,
}

fn main() {}
