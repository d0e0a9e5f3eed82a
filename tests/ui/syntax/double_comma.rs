//! Nothing between two commas.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404,, hide)]
    Oops,
}

fn main() {}
