//! The short name of a framework.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(actix)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
