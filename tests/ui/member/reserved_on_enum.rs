//! A member of all variants, one of which has the format of RFC 9457.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(member("status" = self.number()))]
enum AppError {
    #[error("first")]
    #[http(404, format = Json)]
    First,
    #[error("second")]
    #[http(400)]
    Second,
}

impl AppError {
    fn number(&self) -> u8 {
        4
    }
}

fn main() {}
