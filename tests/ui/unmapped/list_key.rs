//! A key that is not allowed there.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped(503, hide, unmask))]
enum AppError {
    #[error("oops")]
    Oops,
}

fn main() {}
