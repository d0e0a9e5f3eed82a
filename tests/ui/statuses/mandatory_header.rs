//! One of several statuses must have a header.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(status = *_0, statuses(401, 404))]
    Oops(u16),
}

fn main() {}
