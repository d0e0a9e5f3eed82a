//! A scheme of another form.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, type = https://example.com)]
    Oops,
}

fn main() {}
