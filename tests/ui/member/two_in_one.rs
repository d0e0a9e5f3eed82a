//! Two members in one list.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, member("id" = id, "name" = "x"))]
    Oops { id: u64 },
}

fn main() {}
