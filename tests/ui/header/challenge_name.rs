//! A parameter without a name.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(401, www_authenticate = "Bearer realm=\"api\", oops here")]
    Oops,
}

fn main() {}
