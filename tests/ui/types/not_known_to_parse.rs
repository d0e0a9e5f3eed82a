//! A value that only rustc can judge: one message, at its place.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detail = 1 < 2 < 3)]
    Oops,
    #[error("oops")]
    #[http(404, member("a" = self.if))]
    Other,
}

fn main() {}
