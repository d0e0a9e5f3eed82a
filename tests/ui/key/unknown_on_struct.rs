//! A key that does not exist, on a struct.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[error("oops")]
#[http(404, banana)]
struct Oops;

fn main() {}
