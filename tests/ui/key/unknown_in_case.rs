//! A key that does not exist, in a `case`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, case(1 => 410, detali = "x"))]
    Oops(u8),
}

fn main() {}
