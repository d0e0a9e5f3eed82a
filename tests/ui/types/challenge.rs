//! A challenge that is a number.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(401, www_authenticate = _0)]
    Oops(u64),
}

fn main() {}
