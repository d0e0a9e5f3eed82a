//! A 300 needs a list of representations.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(300)]
    Oops,
}

fn main() {}
