//! The shortest service with warp 0.4.

use catchall::{ErrorBoundary, HttpError};
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
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
    let routes = warp::path!("users" / u64).then(user);
    let app = ErrorBoundary::new().layer(warp::service(routes));
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    // `warp::serve` takes no layers, so hyper serves it.
    loop {
        let (connection, _) = listener.accept().await?;
        let service = TowerToHyperService::new(app.clone());
        tokio::spawn(async move {
            let io = TokioIo::new(connection);
            if let Err(error) = http1::Builder::new().serve_connection(io, service).await {
                eprintln!("{error}");
            }
        });
    }
}
