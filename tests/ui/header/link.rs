//! A link without angle brackets.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(451, link = "https://example.com")]
    Oops,
}

fn main() {}
