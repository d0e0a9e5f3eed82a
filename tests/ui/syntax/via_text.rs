//! A macro in quotes.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(via = "my_macro")]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
