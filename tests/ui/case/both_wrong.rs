//! Two mistakes in one `case`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, case(1, 2 => 444))]
    Oops(u8),
}

fn main() {}
