//! A colon instead of an assignment.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, code: "gone")]
    Oops,
}

fn main() {}
