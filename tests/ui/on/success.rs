//! A success.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(200, log = warn))]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
