//! No comma after a value.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detail = "gone" code = "gone")]
    Oops,
}

fn main() {}
