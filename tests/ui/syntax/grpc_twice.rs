//! Two gRPC codes.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, grpc = ABORTED, grpc = UNKNOWN)]
    Oops,
}

fn main() {}
