//! An unknown level.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, log = warning)]
    Oops,
}

fn main() {}
