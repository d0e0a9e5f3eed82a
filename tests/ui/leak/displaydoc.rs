//! The doc comment shows the source.

use catchall::HttpError;

use displaydoc::Display;

#[derive(Debug, Display, HttpError)]
#[ignore_extra_doc_attributes]
enum AppError {
    /// no such file: {source}
    #[http(404)]
    NotFound { source: std::io::Error },
}

impl std::error::Error for AppError {}

fn main() {}
