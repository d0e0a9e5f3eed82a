//! The shortest service with actix-web 4.

use actix_web::web::Path;
use actix_web::{App, HttpServer, get};
use catchall::{ErrorBoundary, HttpError};

#[derive(Debug, thiserror::Error, HttpError)]
#[http(actix_web)]
enum AppError {
    #[error("no user {id}")]
    #[http(404)]
    UserNotFound { id: u64 },

    #[error("the user file is not readable")]
    File(#[from] std::io::Error),
}

#[get("/users/{id}")]
async fn user(id: Path<u64>) -> Result<String, AppError> {
    let id = *id;
    match id {
        1 => Ok("Ada".to_owned()),
        2 => Ok(std::fs::read_to_string("/no/such/user")?),
        id => Err(AppError::UserNotFound { id }),
    }
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1);
    let address = address.unwrap_or_else(|| "127.0.0.1:3000".to_owned());
    let server =
        HttpServer::new(|| App::new().service(user).wrap(ErrorBoundary::new())).bind(address)?;
    for address in server.addrs() {
        println!("listening on {address}");
    }
    server.run().await
}
