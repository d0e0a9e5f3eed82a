//! Text that names a field.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped(503, detail = "no {id}"))]
enum AppError {
    #[error("oops")]
    Oops,
}

fn main() {}
