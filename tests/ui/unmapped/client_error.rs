//! A 4xx for what nobody mapped.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped = 404)]
enum AppError {
    #[error("oops")]
    Oops,
}

fn main() {}
