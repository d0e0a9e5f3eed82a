//! `grpc` without a value.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, grpc)]
    Oops,
}

fn main() {}
