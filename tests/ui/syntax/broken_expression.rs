//! A value that is not an expression.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detail = 1 +)]
    Oops,
}

fn main() {}
