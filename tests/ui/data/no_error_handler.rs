//! A type that is not an error, as a response.

use catchall::HttpError;

#[derive(Debug, HttpError)]
#[http(axum)]
enum AppError {
    #[http(404)]
    Oops,
}

async fn handler() -> Result<String, AppError> {
    Err(AppError::Oops)
}

fn main() {
    let _: axum::Router = axum::Router::new().route("/", axum::routing::get(handler));
}
