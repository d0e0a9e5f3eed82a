//! Two headers in one list.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, header("X-A" = "1", "X-B" = "2"))]
    Oops,
}

fn main() {}
