//! 510 is obsolete.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(510)]
    Oops,
}

fn main() {}
