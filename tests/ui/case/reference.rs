//! `ref` and `mut`, which are not needed.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(500, case(ref n => 404, member("n" = n)))]
    Oops(u8),
    #[error("oops")]
    #[http(500, case({ ref kind } => 404))]
    Other { kind: u8 },
    #[error("oops")]
    #[http(500, case({ mut kind } => 404))]
    Third { kind: u8 },
}

fn main() {}
