//! The shortest service with hyper 1. It needs no framework feature: an error becomes an
//! `http` 1 response, which hyper sends.

use std::convert::Infallible;

use bytes::Bytes;
use catchall::{ErrorBoundary, HttpError, Response};
use http::Request;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tower::service_fn;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("no user {id}")]
    #[http(404)]
    UserNotFound { id: u64 },

    #[error("the user file is not readable")]
    File(#[from] std::io::Error),
}

fn user(id: u64) -> Result<Response, AppError> {
    match id {
        1 => Ok(Response::new("Ada".into())),
        2 => Ok(Response::new(std::fs::read("/no/such/user")?.into())),
        id => Err(AppError::UserNotFound { id }),
    }
}

async fn answer(request: Request<Incoming>) -> Result<http::Response<Full<Bytes>>, Infallible> {
    let id = request.uri().path().strip_prefix("/users/");
    let id = id.and_then(|id| id.parse().ok()).unwrap_or_default();
    // hyper closes the connection at an `Err`, so the error is a response here.
    Ok(user(id).unwrap_or_else(Response::from).map(Full::new))
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1);
    let address = address.unwrap_or_else(|| "127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    let app = ErrorBoundary::new().layer(service_fn(answer));
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
