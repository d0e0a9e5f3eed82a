//! A function with another signature.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(finish = last_word)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn last_word(_error: &AppError) {}

fn main() {}
