//! The template of snafu shows the source.

use catchall::HttpError;

use snafu::Snafu;

#[derive(Debug, Snafu, HttpError)]
enum AppError {
    #[snafu(display("no such file: {source}"))]
    #[http(404)]
    NotFound { source: std::io::Error },
}

fn main() {}
