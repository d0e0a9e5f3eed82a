//! `expose` on a 5xx.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(500, expose)]
    Oops,
}

fn main() {}
