//! A value without a name.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, context(self.id()))]
    Oops,
}

fn main() {}
