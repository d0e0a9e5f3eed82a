//! Two statuses.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, status = 410)]
    Oops,
}

fn main() {}
