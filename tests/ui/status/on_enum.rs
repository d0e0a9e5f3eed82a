//! A bare status on the enum.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(404)]
enum AppError {
    #[error("oops")]
    Oops,
}

fn main() {}
