//! A key that does not exist, in an `on`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(404, levl = warn))]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
