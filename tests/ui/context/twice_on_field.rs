//! A field and its variant give one name.

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
