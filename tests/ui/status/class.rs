//! A class of statuses.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(4xx)]
    Oops,
    #[error("oops")]
    #[http(5XX)]
    Other,
}

fn main() {}
