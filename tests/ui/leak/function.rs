//! A function writes the text.

use catchall::HttpError;

use std::fmt::{Formatter, Result};

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error(fmt = text)]
    #[http(404)]
    NotFound { source: std::io::Error },
}

fn text(_source: &std::io::Error, f: &mut Formatter<'_>) -> Result {
    f.write_str("not found")
}

fn main() {}
