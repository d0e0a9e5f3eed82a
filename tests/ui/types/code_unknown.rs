//! An unknown name as a code.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, code = self.nothing())]
    Oops,
}

fn main() {}
