//! A guard without a pattern.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, case(if true => 410))]
    Oops(u8),
}

fn main() {}
