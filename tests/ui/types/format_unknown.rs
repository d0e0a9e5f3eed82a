//! A format that does not exist.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, format = Jason)]
    Oops,
}

fn main() {}
