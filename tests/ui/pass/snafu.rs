//! The templates of snafu.

use catchall::HttpError;

use snafu::Snafu;

#[derive(Debug, Snafu, HttpError)]
enum AppError {
    #[snafu(display("no file {name}"))]
    #[http(404)]
    NotFound {
        name: String,
        source: std::io::Error,
    },
    #[snafu(display("cannot read: {source}"))]
    Unmapped { source: std::io::Error },
    #[snafu(display("no text: {text}"))]
    #[http(404)]
    NoSource {
        #[snafu(source(false))]
        source: String,
        text: String,
    },
}

fn main() {}
