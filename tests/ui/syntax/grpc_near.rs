//! A constant of gRPC with a wrong letter.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, grpc = NOT_FUOND)]
    Oops,
}

fn main() {}
