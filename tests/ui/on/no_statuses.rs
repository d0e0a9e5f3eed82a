//! No statuses.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on())]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
