//! Metadata that applications cannot set.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, grpc(metadata("grpc-status" = 0), metadata("te" = 1)))]
    Oops,
}

fn main() {}
