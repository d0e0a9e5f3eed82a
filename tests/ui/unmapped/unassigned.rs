//! An unassigned 5xx.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped = 555)]
enum AppError {
    #[error("oops")]
    Oops,
}

fn main() {}
