//! The shortest service with axum 0.8.

use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use catchall::{ErrorBoundary, HttpError};

#[derive(Debug, thiserror::Error, HttpError)]
#[http(axum)]
enum AppError {
    #[error("no user {id}")]
    #[http(404)]
    UserNotFound { id: u64 },

    #[error("the user file is not readable")]
    File(#[from] std::io::Error),
}

async fn user(Path(id): Path<u64>) -> Result<String, AppError> {
    match id {
        1 => Ok("Ada".to_owned()),
        2 => Ok(std::fs::read_to_string("/no/such/user")?),
        id => Err(AppError::UserNotFound { id }),
    }
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1);
    let address = address.unwrap_or_else(|| "127.0.0.1:3000".to_owned());
    let app = Router::new()
        .route("/users/{id}", get(user))
        .layer(ErrorBoundary::new());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    axum::serve(listener, app).await
}
