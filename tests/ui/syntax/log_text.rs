//! A level in quotes.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, log = "warn")]
    Oops,
}

fn main() {}
