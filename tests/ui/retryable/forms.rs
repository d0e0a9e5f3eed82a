//! Wrong ways to write `retryable`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(retryable)]
enum AppError {
    #[error("oops")]
    #[http(503, retryable = self.is_late())]
    Expression,
    #[error("oops")]
    #[http(503, retryable(true))]
    List,
    #[error("oops")]
    #[http(503, retryable = "no")]
    Text,
}

fn main() {}
