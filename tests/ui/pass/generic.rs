//! Generic types.

use catchall::HttpError;

use std::error::Error;
use std::fmt::{Debug, Display};

#[derive(Debug, thiserror::Error, HttpError)]
#[http(axum)]
enum AppError<T: Debug + Display, E: Error + 'static = std::io::Error> {
    #[error("no {0}")]
    #[http(404, detail = "no {0}")]
    NotFound(T),
    #[error("inner")]
    Inner(#[source] E),
}

fn main() {}
