//! The part that a field is read from must be readable as its type.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(client)]
enum AppError {
    #[error("a member")]
    #[http(404)]
    Static(#[http(member = "a")] &'static str),
    #[error("{0}")]
    #[http(400)]
    Detail(std::num::NonZeroU8),
    #[error("a header")]
    #[http(400)]
    Header(#[http(header = "X-A")] std::sync::Arc<str>),
    #[error(transparent)]
    #[http(transparent)]
    Inner(Inner),
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("inner")]
#[http(404)]
struct Inner;

fn main() {}
