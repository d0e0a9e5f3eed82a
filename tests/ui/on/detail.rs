//! A key that is not allowed here.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(404, detail = "x"))]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
