//! A `case` after one that matches every value.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(500, case(_ => 410), case(3 => 404))]
    Oops(u8),
    #[error("oops")]
    #[http(500, case({ .. } => 410), case({ kind: 3 } => 404))]
    Other { kind: u8 },
    #[error("oops")]
    #[http(500, case(n => 410, member("n" = n)), case(3 => 404))]
    Third(u8),
}

fn main() {}
