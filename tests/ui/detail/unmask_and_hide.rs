//! `unmask` with `hide`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(500, unmask, hide)]
    Oops,
}

fn main() {}
