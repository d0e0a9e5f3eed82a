//! A key twice in an `on`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(404, log = warn, log = info))]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
