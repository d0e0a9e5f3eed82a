//! The shortest service with poem 3.

use catchall::{ErrorBoundary, HttpError};
use poem::listener::{Acceptor, Listener, TcpListener};
use poem::web::Path;
use poem::{EndpointExt, Route, Server, get, handler};

#[derive(Debug, thiserror::Error, HttpError)]
#[http(poem)]
enum AppError {
    #[error("no user {id}")]
    #[http(404)]
    UserNotFound { id: u64 },

    #[error("the user file is not readable")]
    File(#[from] std::io::Error),
}

#[handler]
fn user(Path(id): Path<u64>) -> Result<String, AppError> {
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
    let app = Route::new()
        .at("/users/:id", get(user))
        .with(ErrorBoundary::new());
    let acceptor = TcpListener::bind(address).into_acceptor().await?;
    for address in acceptor.local_addr() {
        println!("listening on {address}");
    }
    Server::new_with_acceptor(acceptor).run(app).await
}
