//! A status that is an expression.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped(status = self.status()))]
enum AppError {
    #[error("oops")]
    Oops,
}

fn main() {}
