//! A value on a field, which is itself the value.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(429)]
    Oops(#[http(retry_after = 5)] u64),
}

fn main() {}
