//! Conditions that end too early.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(500, case(n if => 410))]
    Oops(u8),
    #[error("oops")]
    #[http(500, case(n if *n > => 410))]
    Other(u8),
    #[error("oops")]
    #[http(500, case(n if n. => 410))]
    Third(u8),
    #[error("oops")]
    #[http(500, case(n if *n == 3 4 => 410))]
    Fourth(u8),
}

fn main() {}
