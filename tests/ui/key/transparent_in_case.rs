//! `transparent` in a `case`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, case(1 => transparent))]
    Oops(u8),
}

fn main() {}
