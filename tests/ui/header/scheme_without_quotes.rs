//! A scheme without quotes.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(401, www_authenticate = Bearer)]
    Oops,
}

fn main() {}
