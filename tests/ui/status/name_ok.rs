//! The name of a success.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(OK)]
    Oops,
}

fn main() {}
