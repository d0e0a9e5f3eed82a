//! A `case` with the format of RFC 9457 inherits a member.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(400, format = Json, member("status" = 4), case(1 => format = ProblemJson))]
    Oops(u8),
}

fn main() {}
