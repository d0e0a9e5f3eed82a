//! A detail in a 304.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(304, detail = "x")]
    Oops,
}

fn main() {}
