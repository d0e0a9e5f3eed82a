//! The template shows a field that `#[source]` marks.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("no such file: {cause}")]
    #[http(404)]
    NotFound {
        #[source]
        cause: std::io::Error,
    },
}

fn main() {}
