//! The code case without quotes.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(code_case = kebab)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
