//! A number that does not fit into any type.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(99999999999999999999)]
    Oops,
}

fn main() {}
