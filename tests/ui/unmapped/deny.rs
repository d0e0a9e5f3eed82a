//! Every unmapped variant is named at once.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped = deny)]
enum AppError {
    #[error("mapped")]
    #[http(404)]
    Mapped,
    #[error("first")]
    First,
    #[error("second")]
    #[http(detail = "second")]
    Second,
    #[error("third")]
    Third(#[from] std::io::Error),
}

fn main() {}
