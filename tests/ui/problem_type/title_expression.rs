//! A title that is an expression.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, title = title())]
    Oops,
}

fn main() {}
