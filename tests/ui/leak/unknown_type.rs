//! rustc reports only once that a type does not exist.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("no row: {0:?}")]
    #[http(404)]
    Unknown(Option<Missing>, (u8, AlsoMissing)),
}

fn main() {}
