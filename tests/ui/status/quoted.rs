//! The number in quotes.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http("404")]
    Oops,
}

fn main() {}
