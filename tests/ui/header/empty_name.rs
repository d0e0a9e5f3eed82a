//! A name without letters.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, header("" = "4"))]
    Oops,
}

fn main() {}
