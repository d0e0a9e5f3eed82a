//! 511 is not for origin servers.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(NETWORK_AUTHENTICATION_REQUIRED)]
    Oops,
}

fn main() {}
