//! A tuple field that does not exist, in `unmask`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(500, unmask = *_1)]
    Oops(bool),
}

fn main() {}
