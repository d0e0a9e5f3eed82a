//! A struct.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[error("no such file: {source}")]
#[http(404)]
struct NotFound {
    source: std::io::Error,
}

fn main() {}
