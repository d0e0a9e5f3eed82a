//! The shortest service with warp 0.4.

use catchall::HttpError;
use warp::Filter;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(warp)]
enum AppError {
    #[error("no user {id}")]
    #[http(404)]
    UserNotFound { id: u64 },

    #[error("the user file is not readable")]
    File(#[from] std::io::Error),
}

async fn user(id: u64) -> Result<String, AppError> {
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
    // `then`, not `and_then`: an error is a reply, not a rejection.
    let app = warp::path!("users" / u64).then(user);
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    warp::serve(app).incoming(listener).run().await;
    Ok(())
}
