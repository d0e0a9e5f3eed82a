//! Words that are not classes.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(4XX, log = warn), on(6xx, log = warn), on(2xx, log = warn))]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
