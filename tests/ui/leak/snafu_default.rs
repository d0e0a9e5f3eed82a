//! snafu without a template.

use catchall::HttpError;

use snafu::Snafu;

#[derive(Debug, Snafu, HttpError)]
enum AppError {
    #[http(404)]
    NotFound { source: std::io::Error },
}

fn main() {}
