//! A code that is not ASCII.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, code = "größe")]
    Oops,
}

fn main() {}
