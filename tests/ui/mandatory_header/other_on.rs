//! An `on` for another status.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(403, www_authenticate = "Bearer"))]
enum AppError {
    #[error("oops")]
    #[http(401)]
    Oops,
}

fn main() {}
