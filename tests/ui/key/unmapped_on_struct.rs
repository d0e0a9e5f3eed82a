//! A key of an enum on a struct.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[error("oops")]
#[http(unmapped = deny)]
struct Oops;

fn main() {}
