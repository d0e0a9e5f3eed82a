//! A 304 has no body for the entries.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("as it was")]
    #[http(304)]
    NotModified {
        #[http(member(flatten))]
        more: Vec<(String, String)>,
    },
}

fn main() {}
