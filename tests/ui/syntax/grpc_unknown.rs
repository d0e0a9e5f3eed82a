//! An unknown gRPC code.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, grpc = NOTFOUND)]
    Oops,
}

fn main() {}
