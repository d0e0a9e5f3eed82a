//! A word with a value.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, hide = true)]
    Oops,
}

fn main() {}
