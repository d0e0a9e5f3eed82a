//! A value without a name.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, header(id))]
    Oops { id: u64 },
}

fn main() {}
