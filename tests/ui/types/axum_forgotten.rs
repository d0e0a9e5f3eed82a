//! A handler whose error names no framework.

use catchall::HttpError;

use axum::{Router, routing::get};

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

async fn handler() -> Result<(), AppError> {
    Err(AppError::Oops)
}

fn main() {
    let _router: Router = Router::new().route("/", get(handler));
}
