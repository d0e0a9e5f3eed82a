//! A field where there are no fields.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detail = "no user {id}")]
    Oops,
}

fn main() {}
