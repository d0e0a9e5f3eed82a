//! A list after `=`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, case = 410)]
    Oops(u8),
}

fn main() {}
