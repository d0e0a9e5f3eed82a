//! The status of all variants needs its header, too.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(status = 401)]
enum AppError {
    #[error("not signed in")]
    NotSignedIn,
    #[error("signed in for too long")]
    Expired,
}

fn main() {}
