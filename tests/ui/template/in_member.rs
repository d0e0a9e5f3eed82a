//! A member.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, member("user" = "{usr}"))]
    Oops { user: u64 },
}

fn main() {}
