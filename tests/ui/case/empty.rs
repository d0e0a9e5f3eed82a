//! An empty list.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, case())]
    Oops(u8),
}

fn main() {}
