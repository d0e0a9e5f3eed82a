//! A range.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(400..=499, log = warn))]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
