//! A name that begins with a digit.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, member("2fa" = true))]
    Oops,
}

fn main() {}
