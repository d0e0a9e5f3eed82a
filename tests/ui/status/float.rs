//! A number with a decimal point.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404.0)]
    Oops,
}

fn main() {}
