//! A field with a list that is not `flatten`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops(#[http(member(flat))] u64),
}

fn main() {}
