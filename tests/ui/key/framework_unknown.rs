//! An unknown framework.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(axun)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
