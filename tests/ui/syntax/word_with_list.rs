//! A word with a list.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, expose(true))]
    Oops,
}

fn main() {}
