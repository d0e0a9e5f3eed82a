//! The key alone, with a value, and as a list on a field.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, argument)]
    Oops {
        #[http(argument("id" = 1))]
        id: u64,
    },
    #[error("oops")]
    #[http(404, argument = 1)]
    Other,
}

fn main() {}
