//! The status in parentheses.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(status(404))]
    Oops,
}

fn main() {}
