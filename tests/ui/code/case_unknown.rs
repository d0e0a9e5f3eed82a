//! A way to write codes that is not known.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(code_case = "kebab_case")]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
