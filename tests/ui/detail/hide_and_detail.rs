//! No detail, and one.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, hide, detail = "x")]
    Oops,
}

fn main() {}
