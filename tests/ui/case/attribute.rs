//! An attribute that is not a doc comment.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(500, case(#[cfg(test)] 3 => 410))]
    Oops(u8),
    #[error("oops")]
    #[http(500, case(3 => #[cfg(test)] 410))]
    Other(u8),
}

fn main() {}
