//! A list with a 4xx.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped(404, code = "missing"))]
enum AppError {
    #[error("oops")]
    Oops,
}

fn main() {}
