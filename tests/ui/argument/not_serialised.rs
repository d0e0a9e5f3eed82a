//! A field whose type does not serialise.

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
