//! Statuses alone.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(404))]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
