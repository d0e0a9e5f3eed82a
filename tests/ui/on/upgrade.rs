//! None of these statuses asks for another protocol.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(303 | 5xx, header("Upgrade" = "h2c")), on(4xx, header("Upgrade" = "h2c")))]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
