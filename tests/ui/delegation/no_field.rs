//! Nothing to delegate to.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(transparent)]
    Oops,
}

fn main() {}
