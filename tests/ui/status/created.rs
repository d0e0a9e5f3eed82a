//! Another 2xx.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(CREATED)]
    Oops,
}

fn main() {}
