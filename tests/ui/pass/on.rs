//! The header of a status, for all variants.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(
    on(401, www_authenticate = "Bearer realm=\"api\", error=\"invalid_token\""),
    on(405 | 426, allow = "GET", header("Upgrade" = "h2c")),
    on(NOT_FOUND, log = debug),
    on(5xx, log = error),
)]
enum AppError {
    #[error("first")]
    #[http(401)]
    First,
    #[error("second")]
    #[http(METHOD_NOT_ALLOWED)]
    Second,
    #[error("third")]
    #[http(403, case(1 => 401), case(2 => 426))]
    Third(u8),
}

fn main() {}
