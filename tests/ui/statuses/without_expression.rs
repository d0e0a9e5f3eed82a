//! A set of statuses without an expression.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(statuses(404, 410))]
enum AppError {
    #[error("oops")]
    #[http(404, statuses(404, 410))]
    Fixed,
    #[error("oops")]
    #[http(statuses(404, 410))]
    Unmapped,
    #[error("oops")]
    #[http(status = self.late(), case(1 => 409, statuses(409, 410), code = "taken"))]
    Case(u8),
}

impl AppError {
    fn late(&self) -> u16 {
        404
    }
}

fn main() {}
