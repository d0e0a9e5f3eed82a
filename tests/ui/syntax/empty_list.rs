//! The attribute with nothing in it.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http()]
    Oops,
}

fn main() {}
