//! 401 as a value.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(status = 401)]
    Oops,
}

fn main() {}
