//! The doc comments of displaydoc.

use catchall::HttpError;

use displaydoc::Display;

#[derive(Debug, Display, HttpError)]
#[ignore_extra_doc_attributes]
enum AppError {
    /// no file {name}
    #[http(404)]
    NotFound { name: String, source: std::io::Error },
}

impl std::error::Error for AppError {}

fn main() {}
