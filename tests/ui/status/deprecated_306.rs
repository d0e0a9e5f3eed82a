//! A redirect that must no longer be sent.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(306)]
    Oops,
}

fn main() {}
