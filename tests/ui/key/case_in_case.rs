//! A `case` in a `case`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, case(1 => 410, case(2 => 411)))]
    Oops(u8),
}

fn main() {}
