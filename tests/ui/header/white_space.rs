//! A value with white space around it.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, header("X-Id" = " 4"))]
    Oops,
}

fn main() {}
