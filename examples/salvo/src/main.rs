//! The shortest service with salvo 1.

use catchall::{ErrorBoundary, HttpError};
use salvo::conn::tcp::TcpAcceptor;
use salvo::prelude::{Router, Server, Service, handler};

#[derive(Debug, thiserror::Error, HttpError)]
#[http(salvo)]
enum AppError {
    #[error("no user {id}")]
    #[http(404)]
    UserNotFound { id: u64 },

    #[error("the user file is not readable")]
    File(#[from] std::io::Error),
}

#[handler]
async fn user(request: &mut salvo::Request) -> Result<String, AppError> {
    let id = request.param("id").unwrap_or_default();
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
    let router = Router::with_path("users/{id}").get(user);
    let app = Service::new(router).hoop(ErrorBoundary::new());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    Server::new(TcpAcceptor::try_from(listener)?)
        .serve(app)
        .await;
    Ok(())
}
