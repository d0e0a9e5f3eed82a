//! A quote that is not closed.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(401, www_authenticate = "Bearer realm=\"api")]
    Oops,
}

fn main() {}
