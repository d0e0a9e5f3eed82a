//! A number above all statuses.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(999)]
    Oops,
}

fn main() {}
