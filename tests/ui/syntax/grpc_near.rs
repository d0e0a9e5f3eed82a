//! A misspelt gRPC constant.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, grpc = NOT_FUOND)]
    Oops,
}

fn main() {}
