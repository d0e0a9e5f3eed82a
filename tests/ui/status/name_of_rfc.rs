//! The phrase of RFC 9110, which is no constant of `http`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(UNPROCESSABLE_CONTENT)]
    Oops,
}

fn main() {}
