//! A code that is not text.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, code = 17)]
    Oops,
}

fn main() {}
