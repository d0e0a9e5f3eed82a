//! A status that is an expression beside `transparent`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[error("inner")]
#[http(404)]
struct Inner;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error(transparent)]
    #[http(transparent, status = 409 + 1)]
    Oops(Inner),
}

fn main() {}
