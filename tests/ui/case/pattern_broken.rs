//! Patterns that do not parse.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(500, case(3 | => 410))]
    Oops(u8),
    #[error("oops")]
    #[http(500, case(3 4 => 410))]
    Other(u8),
    #[error("oops")]
    #[http(500, case(Some(3 4) => 410))]
    Third(Option<u8>),
    #[error("oops")]
    #[http(500, case({ kind: 1..= } => 410))]
    Fourth { kind: u8 },
    #[error("oops")]
    #[http(500, case({ kind: Some(else) } => 410))]
    Fifth { kind: Option<u8> },
}

fn main() {}
