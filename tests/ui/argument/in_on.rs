//! A status does not have arguments.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(404, argument("id" = 1)))]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
