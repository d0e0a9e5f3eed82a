//! 407 without `Proxy-Authenticate`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(407)]
    Oops,
}

fn main() {}
