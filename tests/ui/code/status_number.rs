//! A status as a code.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, code = 404)]
    Oops,
    #[error("oops")]
    #[http(410, code = 9)]
    Other,
}

fn main() {}
