//! The same mistake, with the hint of axum.

use catchall::HttpError;

use axum::response::IntoResponse;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {
    let _response = AppError::Oops.into_response();
}
