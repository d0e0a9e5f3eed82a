//! A field whose type cannot be serialised.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops {
        #[http(argument)]
        source: std::io::Error,
    },
}

fn main() {}
