//! A title for all variants.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(title = "Oops")]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
