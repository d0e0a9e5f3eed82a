//! 4xx that hold a source and are proved not to show it.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("no such file")]
    #[http(404)]
    Fixed { source: std::io::Error },
    #[error("no file {name}")]
    #[http(404)]
    OtherField {
        name: String,
        source: std::io::Error,
    },
    #[error("no file {0:?}")]
    #[http(404)]
    Tuple(String, #[source] std::io::Error),
    #[error("a brace: {{source}}")]
    #[http(404)]
    Escaped { source: std::io::Error },
    #[error("cannot read: {0}")]
    Unmapped(#[from] std::io::Error),
    #[error("cannot read: {0}")]
    #[http(502)]
    Masked(#[source] std::fmt::Error),
    #[error("nothing changed: {source}")]
    #[http(304)]
    NoBody { source: std::io::Error },
}

fn main() {}
