//! An empty list.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped())]
enum AppError {
    #[error("oops")]
    Oops,
}

fn main() {}
