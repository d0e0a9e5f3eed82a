//! Two patterns in one `case`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(500, case(1 => 404, 2 => 410))]
    Oops(u8),
}

fn main() {}
