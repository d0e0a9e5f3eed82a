//! The single field is the source, and the template shows it.

use catchall::HttpError;

use derive_more::{Display, Error};

#[derive(Debug, Display, Error, HttpError)]
enum AppError {
    #[display("no such file: {_0}")]
    #[http(404)]
    NotFound(std::io::Error),
}

fn main() {}
