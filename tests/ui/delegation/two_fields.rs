//! Two fields to delegate to.

use catchall::HttpError;

use catchall::Problem;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    Oops(#[http(transparent)] Problem, #[http(transparent)] Problem),
}

fn main() {}
