//! A value with a line break.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, header("X-Id" = "4\r\nSet-Cookie: a=b"))]
    Oops,
}

fn main() {}
