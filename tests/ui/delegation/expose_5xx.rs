//! `expose` with `transparent` and a 5xx status.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[error("inner")]
#[http(404)]
struct Inner;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(503, transparent, expose)]
    Oops(Inner),
}

fn main() {}
