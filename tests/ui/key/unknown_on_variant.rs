//! A key that does not exist, on a variant.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, banana)]
    Oops,
}

fn main() {}
