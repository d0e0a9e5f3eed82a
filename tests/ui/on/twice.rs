//! Two `on` for one status and key.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(401, log = warn), on(401 | 403, log = info))]
#[http(on(503, retry_after = 3), on(503, retry_after = 4), on(5xx, format = Text), on(500, format = Json))]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
