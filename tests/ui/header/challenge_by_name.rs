//! The same rule for the header by name.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(401, header("WWW-Authenticate" = "Bearer realm=\"api"))]
    Oops,
}

fn main() {}
