//! A class that covers an exception written before it.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(503, log = warn), on(5xx, log = error))]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
