//! A type twice.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(chain(Other, Other))]
    Oops(#[source] std::io::Error),
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("other")]
#[http(404)]
struct Other;

fn main() {}
