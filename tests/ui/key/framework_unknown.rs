//! A framework that is not known.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(axun)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
