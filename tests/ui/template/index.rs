//! A number that no field has.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detail = "no user {2}")]
    Oops(u64, u64),
}

fn main() {}
