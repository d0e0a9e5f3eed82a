//! A field, which `on` cannot use.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(503, retry_after = wait), detail = wait)]
enum AppError {
    #[error("oops")]
    #[http(503)]
    Oops { wait: u64 },
}

fn main() {}
