//! A parameter without a value.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(401, www_authenticate = "Digest realm=, nonce=\"a\"")]
    Oops,
}

fn main() {}
