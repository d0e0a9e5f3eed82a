//! A member that every problem has.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, member("status" = 4))]
    Oops,
}

fn main() {}
