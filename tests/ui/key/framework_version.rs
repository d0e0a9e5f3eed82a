//! A framework with its version.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(axum-0.8)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

async fn handler() -> Result<String, AppError> {
    Err(AppError::Oops)
}

fn main() {
    let _: axum::Router = axum::Router::new().route("/", axum::routing::get(handler));
}
