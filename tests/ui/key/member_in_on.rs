//! A member in an `on`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(404, member("a" = 1)))]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
