//! A name with a space.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, member("user id" = 4))]
    Oops,
}

fn main() {}
