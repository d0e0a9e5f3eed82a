//! A field whose name is reserved.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops {
        #[http(member)]
        title: String,
    },
}

fn main() {}
