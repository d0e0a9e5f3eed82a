//! Every mistake has its message, and the type can still be used.

use catchall::HttpError;

use axum::{Router, routing::get};
use catchall::Response;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(axum, banana, code_case = "kebab", unmapped = 404)]
enum AppError {
    #[error("first")]
    #[http(444)]
    First,
    #[error("second")]
    #[http(401)]
    Second,
    #[error("third: {source}")]
    #[http(404)]
    Third { source: std::io::Error },
    #[error("fourth")]
    #[http(404, detail = "{ID}", titel = "x")]
    Fourth { id: u64 },
    #[error("fifth")]
    #[http(404, header("X Y" = "z"), member("type" = 1))]
    Fifth(#[http(hide)] u64),
}

async fn handler() -> Result<(), AppError> {
    Err(AppError::First)
}

fn main() {
    let _router: Router = Router::new().route("/", get(handler));
    let response: Response = AppError::Second.into();
    let _status = AppError::Fifth(5).status();
    let _problem = catchall::Problem::from(AppError::Fourth { id: 4 });
    drop(response);
}
