//! A member in a 304.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(304, member("id" = 4))]
    Oops,
}

fn main() {}
