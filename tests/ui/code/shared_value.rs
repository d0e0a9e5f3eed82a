//! `shared_codes` with a value.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(shared_codes = true)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
