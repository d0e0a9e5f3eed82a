//! A key twice in one attribute.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detail = "a", detail = "b")]
    Oops,
}

fn main() {}
