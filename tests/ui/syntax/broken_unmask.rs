//! A condition that is no expression.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(500, unmask = == 3)]
    Oops,
}

fn main() {}
