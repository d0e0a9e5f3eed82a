//! A key that does not exist, on an enum.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(banana)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
