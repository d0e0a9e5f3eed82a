//! Without an attribute the text is the single field's.

use catchall::HttpError;

use derive_more::{Display, Error, From};

#[derive(Debug, Display, Error, From, HttpError)]
enum AppError {
    #[http(404)]
    NotFound(std::io::Error),
}

fn main() {}
