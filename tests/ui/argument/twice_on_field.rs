//! A field and its variant use the same name.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, argument("id" = 1))]
    Oops {
        #[http(argument)]
        id: u64,
    },
}

fn main() {}
