//! `transparent` with a list.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(transparent(_0))]
    Oops(u8),
}

fn main() {}
