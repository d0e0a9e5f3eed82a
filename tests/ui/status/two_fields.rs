//! Two fields that decide the status.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    Oops {
        #[http(status)]
        first: u16,
        #[http(status)]
        second: u16,
    },
}

fn main() {}
