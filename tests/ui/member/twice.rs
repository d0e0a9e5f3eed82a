//! One name twice.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, member("id" = 4), member("id" = 5))]
    Oops,
}

fn main() {}
