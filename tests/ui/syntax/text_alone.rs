//! A string without a key.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http("of the type")]
enum AppError {
    #[error("oops")]
    #[http(404, "this is gone")]
    Oops,
    #[error("oops")]
    #[http("Not Found")]
    Other,
    #[error("oops")]
    #[http(404 => "gone")]
    Third,
    #[error("oops")]
    #[http(404 => gone())]
    Fourth,
}

fn main() {}
