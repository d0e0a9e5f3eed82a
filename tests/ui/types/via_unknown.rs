//! A macro that does not exist.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(via = crate::no_such_macro)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
