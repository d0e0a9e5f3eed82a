//! A `case` that is a 4xx.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("cannot read: {0}")]
    #[http(500, case(error if error.kind() == std::io::ErrorKind::NotFound => 404))]
    Io(#[source] std::io::Error),
}

fn main() {}
