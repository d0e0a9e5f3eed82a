//! A struct.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[error("log in first")]
#[http(401)]
struct LoginRequired;

fn main() {}
