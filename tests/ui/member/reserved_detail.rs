//! The detail as a member.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, member("detail" = "x"))]
    Oops,
}

fn main() {}
