//! A redirection for what nobody mapped.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped = 303)]
enum AppError {
    #[error("oops")]
    Oops,
}

fn main() {}
