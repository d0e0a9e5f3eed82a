//! `unmask` with a detail.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(500, unmask, detail = "x")]
    Oops,
}

fn main() {}
