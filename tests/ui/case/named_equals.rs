//! `=` where a pattern has `:`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(500, case({ kind = 3, .. } => 410))]
    Oops { kind: u8, other: u8 },
    #[error("oops")]
    #[http(500, case({ kind 3, .. } => 410))]
    Other { kind: u8, other: u8 },
    #[error("oops")]
    #[http(500, case({ kind: , .. } => 410))]
    Third { kind: u8, other: u8 },
}

fn main() {}
