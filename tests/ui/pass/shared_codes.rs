//! One code with several statuses.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(shared_codes, unmapped(500, code = "M_UNKNOWN"))]
enum AppError {
    #[error("first")]
    #[http(404, code = "M_UNKNOWN")]
    First,
    #[error("second")]
    #[http(400, code = "M_UNKNOWN", case(1 => 409))]
    Second(u8),
    #[error("third")]
    Third,
}

fn main() {}
