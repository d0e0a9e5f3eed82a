//! `shared_codes` where it does not belong.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, shared_codes)]
    Oops,
}

fn main() {}
