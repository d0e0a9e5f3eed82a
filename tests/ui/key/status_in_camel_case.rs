//! Statuses as other crates write them.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("no such user")]
    #[http(NotFound)]
    NoUser,

    #[error("slow down")]
    #[http(too_many_requests)]
    Limited,
}

fn main() {}
