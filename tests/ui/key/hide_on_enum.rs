//! A key of a variant on the enum.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(hide)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
