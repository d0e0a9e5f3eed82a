//! A misspelt framework is recognised, so its impl is generated.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(axxum)]
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
