//! A marked field that does not implement `HttpError`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    Oops {
        #[http(transparent)]
        source: std::io::Error,
    },
}

fn main() {}
