//! Words of this crate in quotes.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped = "deny")]
enum AppError {
    #[error("oops")]
    #[http(404, grpc = "NOT_FOUND")]
    Oops,
    #[error("oops")]
    #[http(404, format = "json")]
    Other,
    #[error("oops")]
    #[http(404, format = json)]
    Third,
    #[error("oops")]
    #[http(404, format = "application/problem+json")]
    Fourth,
    #[error("oops")]
    #[http(404, format = "yaml")]
    Fifth,
}

fn main() {}
