//! A name that is not close to any constant.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(BANANA)]
    Oops,
}

fn main() {}
