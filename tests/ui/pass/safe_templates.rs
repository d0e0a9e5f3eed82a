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
    #[error("no file {name}")]
    #[http(404)]
    TypedButNotShown { name: String, err: std::io::Error },
    #[error("no number: {0}")]
    #[http(400, expose)]
    TypedAndExposed(std::num::ParseIntError),
    #[error("invalid: {0}")]
    #[http(502)]
    TypedAndMasked(Box<dyn std::error::Error + Send + Sync>),
    #[error("{} fields are invalid", errors.len())]
    #[http(422)]
    Many { errors: Vec<FieldError> },
    #[error("an error of kind {0:?}")]
    #[http(400)]
    Kind(std::io::ErrorKind),
    #[error("report {0} is closed")]
    #[http(409)]
    Closed(Report),
    #[error("no answer of {0:?}")]
    #[http(404)]
    Callback(Option<fn() -> std::fmt::Error>),
}

#[derive(Debug, derive_more::Display)]
struct Report;

#[derive(Debug)]
struct FieldError;

fn main() {}
