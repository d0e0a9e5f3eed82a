//! A value in parentheses.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detail("gone"))]
    Oops,
}

fn main() {}
