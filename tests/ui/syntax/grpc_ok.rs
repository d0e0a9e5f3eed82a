//! A gRPC code that is not an error.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, grpc = OK)]
    Oops,
}

fn main() {}
