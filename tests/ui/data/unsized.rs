//! A type without a size.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[error("oops")]
#[http(transparent)]
struct AppError(str);

fn main() {}
