//! An unknown code case.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(code_case = "kebab_case")]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
