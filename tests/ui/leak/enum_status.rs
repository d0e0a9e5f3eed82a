//! A status for all variants.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(status = self.number())]
enum AppError {
    #[error("cannot read: {0}")]
    Io(#[from] std::io::Error),
}

impl AppError {
    fn number(&self) -> u16 {
        404
    }
}

fn main() {}
