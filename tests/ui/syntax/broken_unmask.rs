//! A condition that is not an expression.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(500, unmask = == 3)]
    Oops,
}

fn main() {}
