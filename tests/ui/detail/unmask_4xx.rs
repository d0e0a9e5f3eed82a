//! `unmask` on a 4xx.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, unmask)]
    Oops,
}

fn main() {}
