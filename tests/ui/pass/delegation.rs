//! Keys that are allowed with a delegation.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[error("inner")]
#[http(404)]
struct Inner;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped = deny)]
enum AppError {
    #[error("outer: {0}")]
    #[http(transparent, expose)]
    Exposed(#[source] Inner),
    #[error("outer: {0}")]
    #[http(chain(Inner), expose)]
    ExposedChain(#[source] Inner),
    #[error("dynamic")]
    #[http(status = if *_1 { Some(409) } else { None })]
    Dynamic(#[http(transparent)] Inner, bool),
    #[error(transparent)]
    #[http(401, transparent, www_authenticate = "Bearer")]
    Unauthorized(Inner),
    #[error("case")]
    #[http(case(_, true => code = "other", log = warn))]
    Case(#[http(transparent)] #[source] Inner, bool),
}

fn main() {}
