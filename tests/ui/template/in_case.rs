//! A `case`, whose pattern has no such binding.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, case(1 => 410, detail = "no user {}"))]
    Oops(u8),
}

fn main() {}
