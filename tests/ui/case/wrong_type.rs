//! A pattern of another type.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, case("one" => 410))]
    Oops(u8),
}

fn main() {}
