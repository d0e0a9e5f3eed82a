//! A list that is not `metadata`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, grpc(meta("a" = 1)))]
    Oops,
}

fn main() {}
