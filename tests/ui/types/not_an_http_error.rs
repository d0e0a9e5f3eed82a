//! A type that does not derive `HttpError`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error)]
#[error("oops")]
struct Oops;

fn respond(error: impl HttpError) -> catchall::Response {
    error.to_response()
}

fn main() {
    respond(Oops);
}
