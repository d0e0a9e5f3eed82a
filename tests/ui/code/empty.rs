//! A code without letters.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, code = "")]
    Oops,
}

fn main() {}
