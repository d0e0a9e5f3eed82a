//! The word in a list.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped(deny))]
enum AppError {
    #[error("oops")]
    Oops,
}

fn main() {}
