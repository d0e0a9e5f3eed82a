//! A question by trait is reported in addition to what is read from an attribute.

use catchall::HttpError;

type Db = std::io::Error;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("no row: {0}")]
    #[http(404)]
    Alias(Db),

    #[error("no file: {source}")]
    #[http(404)]
    Known { source: std::io::Error },

    #[error("no file: {source} {cause}")]
    #[http(404)]
    Both { source: std::io::Error, cause: Db },

    #[error("no row: {0}")]
    #[http(404, detial = "no row")]
    Misspelt(Db),
}

fn main() {}
