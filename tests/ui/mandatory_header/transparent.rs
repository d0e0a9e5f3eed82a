//! A status with `transparent` needs its header, too.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[error("inner")]
#[http(404)]
struct Inner;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(401, transparent)]
    Oops(Inner),
}

fn main() {}
