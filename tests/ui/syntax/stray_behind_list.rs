//! Something after a list.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, member("id" = 4) + 5)]
    Oops,
}

fn main() {}
