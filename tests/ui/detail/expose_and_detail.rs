//! `Display`, and another text.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, expose, detail = "x")]
    Oops,
}

fn main() {}
