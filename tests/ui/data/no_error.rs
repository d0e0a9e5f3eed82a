//! A type that is no error.

use catchall::HttpError;

#[derive(Debug, HttpError)]
enum AppError {
    #[http(404)]
    NotFound,
}

fn main() {}
