//! 418 is reserved, by its name.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(IM_A_TEAPOT)]
    Oops,
}

fn main() {}
