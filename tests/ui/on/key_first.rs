//! A key in place of the statuses.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(log = warn))]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
