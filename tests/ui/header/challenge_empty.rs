//! An empty challenge.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(401, www_authenticate = "")]
    Oops,
}

fn main() {}
