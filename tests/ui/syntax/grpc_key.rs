//! A metadata key with capital letters.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, grpc(metadata("Retry-After" = 1)))]
    Oops,
}

fn main() {}
