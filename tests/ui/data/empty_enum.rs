//! An enum that has no values.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {}

fn main() {}
