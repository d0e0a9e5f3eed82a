//! No detail, and `Display`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, hide, expose)]
    Oops,
}

fn main() {}
