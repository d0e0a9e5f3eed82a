//! One status twice.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(503 | 503, log = warn))]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
