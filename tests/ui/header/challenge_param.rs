//! A parameter without quotes around its spaces.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(401, www_authenticate = "Bearer realm=my api")]
    Oops,
}

fn main() {}
