//! A 3xx that is not a redirect.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(309)]
    Oops,
}

fn main() {}
