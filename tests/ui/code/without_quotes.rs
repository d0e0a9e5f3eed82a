//! A code without quotes.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, code = not_here)]
    Oops,
    #[error("oops")]
    #[http(404, code = NotHere)]
    Other,
}

fn main() {}
