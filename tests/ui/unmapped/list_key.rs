//! A key that has no meaning there.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped(503, hide, unmask))]
enum AppError {
    #[error("oops")]
    Oops,
}

fn main() {}
