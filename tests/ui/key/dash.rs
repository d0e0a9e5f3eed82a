//! Words are joined by `_`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(actix-web)]
enum AppError {
    #[error("slow down")]
    #[http(429, retry-after = 5)]
    Limited,
}

fn main() {}
