//! Without an attribute, the text is that of the single field.

use catchall::HttpError;

use derive_more::{Display, Error, From};

#[derive(Debug, Display, Error, From, HttpError)]
enum AppError {
    #[http(404)]
    NotFound(std::io::Error),
}

fn main() {}
