//! A field, in an `on`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(404, header("X-User" = "{id}")))]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops { id: u64 },
}

fn main() {}
