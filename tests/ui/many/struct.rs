//! A struct with mistakes can still be used.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[error("oops")]
#[http(axum, web, 404, hide = true, member("type" = 1))]
struct Oops<T: std::fmt::Debug + Send + Sync + 'static>(T);

fn main() {
    let response: catchall::Response = Oops(5).into();
    drop(response);
}
