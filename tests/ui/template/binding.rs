//! A tuple field that does not exist.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detail = format!("{}", _3))]
    Oops(u64),
}

fn main() {}
