//! Words that other crates use.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("gone")]
    #[http(status_code = 410, message = "it is gone", extension("id" = 1))]
    Gone,
    #[error("secret")]
    #[http(500, mask)]
    Secret,
}

fn main() {}
