//! A prefix with a bad character.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(code_prefix = "billing/")]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
