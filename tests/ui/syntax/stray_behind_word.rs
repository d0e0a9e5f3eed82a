//! Something after a word.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, hide -> yes)]
    Oops,
}

fn main() {}
