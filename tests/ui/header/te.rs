//! Only a request states which trailers it accepts.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(503, header("TE" = "trailers"))]
    Oops,
}

fn main() {}
