//! An optional code that is not text.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(type_base = "https://example.com/", code = self.number())]
enum AppError {
    #[error("oops")]
    #[http(404, code = _0)]
    Oops(Option<u64>),
    #[error("ouch")]
    #[http(404)]
    Ouch,
}

impl AppError {
    fn number(&self) -> Option<u64> {
        Some(17)
    }
}

fn main() {}
