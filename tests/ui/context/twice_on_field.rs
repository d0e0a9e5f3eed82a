//! A field and its variant use the same name.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, context("id" = 1))]
    Oops {
        #[http(context)]
        id: u64,
    },
}

fn main() {}
