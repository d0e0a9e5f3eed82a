//! A key in two attributes.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detail = "a")]
    #[http(hide, detail = "b")]
    Oops,
}

fn main() {}
