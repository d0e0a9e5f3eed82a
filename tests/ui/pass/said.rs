//! 4xx that hold a source and have a key for what to show.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("no such file: {source}")]
    #[http(404, detail = "no such file")]
    Detail { source: std::io::Error },
    #[error("no such file: {source}")]
    #[http(404, hide)]
    Hide { source: std::io::Error },
    #[error("no such file: {source}")]
    #[http(404, expose)]
    Expose { source: std::io::Error },
    #[error("upstream: {source}")]
    #[http(status = *status, hide)]
    Dynamic {
        status: u16,
        source: std::io::Error,
    },
    #[error("cannot read: {0}")]
    #[http(500, case(error if error.kind() == std::io::ErrorKind::NotFound => 404, hide))]
    Case(#[source] std::io::Error),
}

fn main() {}
