//! A challenge without a scheme.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(401, www_authenticate = "realm=\"api\"")]
    Oops,
}

fn main() {}
