//! A field and an expression.

use catchall::HttpError;

use catchall::Problem;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(transparent = _0)]
    Oops(#[http(transparent)] Problem),
}

fn main() {}
