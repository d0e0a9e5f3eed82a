//! A base that is not a URI.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(type_base = "https://example.com/<code>")]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
