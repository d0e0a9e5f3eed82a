//! A path in quotes.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(crate = "::catchall")]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
