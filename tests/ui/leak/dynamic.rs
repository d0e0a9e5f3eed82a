//! A status that may be a 4xx.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("upstream: {source}")]
    #[http(status = *status)]
    Upstream {
        status: u16,
        source: std::io::Error,
    },
}

fn main() {}
