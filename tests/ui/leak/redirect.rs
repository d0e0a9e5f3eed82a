//! A redirect has a body too.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("moved: {source}")]
    #[http(303, location = "/")]
    Moved { source: std::io::Error },
}

fn main() {}
