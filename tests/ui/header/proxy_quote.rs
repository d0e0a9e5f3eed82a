//! The challenge of a proxy follows the same rule.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(407, header("Proxy-Authenticate" = "Basic realm=\"p"))]
    Oops,
}

fn main() {}
