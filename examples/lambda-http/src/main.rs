//! The shortest function on AWS Lambda.

use catchall::lambda_http_1::service_fn;
use catchall::{ErrorBoundary, HttpError};
use lambda_http::{Error, Request};

#[derive(Debug, thiserror::Error, HttpError)]
#[http(lambda_http)]
enum AppError {
    #[error("no user {id}")]
    #[http(404)]
    UserNotFound { id: u64 },

    #[error("the user file is not readable")]
    File(#[from] std::io::Error),
}

async fn user(request: Request) -> Result<String, AppError> {
    let id = request.uri().path().rsplit('/').next();
    let id = id.and_then(|id| id.parse().ok()).unwrap_or_default();
    match id {
        1 => Ok("Ada".to_owned()),
        2 => Ok(std::fs::read_to_string("/no/such/user")?),
        id => Err(AppError::UserNotFound { id }),
    }
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    // An `Err` of a function is a 502; this `service_fn` turns it into a response.
    lambda_http::run(ErrorBoundary::new().layer(service_fn(user))).await
}
