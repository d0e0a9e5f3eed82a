//! A member of unmapped variants.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped(503, member("code" = 4)))]
enum AppError {
    #[error("oops")]
    Oops,
}

fn main() {}
