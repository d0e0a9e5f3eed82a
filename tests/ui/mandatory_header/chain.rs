//! A status with `chain` needs its header, too.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[error("inner")]
#[http(404)]
struct Inner;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(405, chain(Inner))]
    Oops(#[source] Inner),
}

fn main() {}
