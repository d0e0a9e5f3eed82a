//! A name that no constant is near to.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(BANANA)]
    Oops,
}

fn main() {}
