//! `Debug` is only available in a list.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops {
        #[http(context(debug))]
        id: u64,
    },
}

fn main() {}
