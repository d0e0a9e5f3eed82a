//! The code of `unmapped` for two problem types.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped(503, code = "down"))]
enum AppError {
    #[error("oops")]
    #[http(title = "Down for a while")]
    Oops,
    #[error("oops")]
    Other,
}

fn main() {}
