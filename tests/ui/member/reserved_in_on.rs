//! The format of another status is the one of RFC 9457.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(format = Json, on(404, format = ProblemJson::without_code()))]
enum AppError {
    #[error("first")]
    #[http(404, member("status" = 4))]
    First,
    #[error("second")]
    #[http(400, member("status" = 4))]
    Second,
}

fn main() {}
