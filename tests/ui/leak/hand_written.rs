//! A hand-written `Display`, which cannot be read.

use catchall::HttpError;

use std::fmt::{Display, Formatter, Result};

#[derive(Debug, HttpError)]
enum AppError {
    #[http(404)]
    NotFound { source: std::io::Error },
}

impl Display for AppError {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str("not found")
    }
}

impl std::error::Error for AppError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotFound { source } => Some(source),
        }
    }
}

fn main() {}
