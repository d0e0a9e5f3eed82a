//! A type that is not an error.

use catchall::HttpError;

#[derive(Debug, HttpError)]
enum AppError {
    #[http(404)]
    NotFound,
}

fn main() {}
