//! A field by its name in quotes or in parentheses.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(transparent = "source")]
    Oops { source: std::io::Error },
    #[error("oops")]
    #[http(transparent(source))]
    Other { source: std::io::Error },
    #[error("oops")]
    #[http(transparent = "nothing")]
    Third { source: std::io::Error },
}

fn main() {}
