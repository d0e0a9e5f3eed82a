//! The shortest service with tonic 0.14.
//!
//! ```console
//! cargo run -p hello-tonic
//! grpcurl -plaintext -d '{"id": 7}' -proto users.proto 127.0.0.1:50051 example.Users/Find
//! ```

use std::net::SocketAddr;

use catchall::{ErrorBoundary, HttpError};
use tonic::transport::server::{Server, TcpIncoming};
use tonic::{Request, Response, Status};

use crate::proto::users_server::{Users, UsersServer};

mod proto {
    #![allow(
        missing_docs,
        unreachable_pub,
        clippy::all,
        clippy::pedantic,
        reason = "it is generated code"
    )]
    tonic::include_proto!("example.Users");
}

#[derive(Clone, PartialEq, prost::Message)]
struct UserId {
    #[prost(uint64, tag = "1")]
    id: u64,
}

#[derive(Clone, PartialEq, prost::Message)]
struct User {
    #[prost(string, tag = "1")]
    name: String,
}

#[derive(Debug, thiserror::Error, HttpError)]
#[http(tonic)] // from here on, `?` turns an `AppError` into a `Status`
enum AppError {
    #[error("no user {id}")]
    #[http(404, member("id" = id))] // NOT_FOUND
    UserNotFound { id: u64 },

    #[error("the user file is not readable")]
    File(#[from] std::io::Error), // INTERNAL: masked and logged
}

fn find(id: u64) -> Result<User, AppError> {
    let name = match id {
        1 => "Ada".to_owned(),
        2 => std::fs::read_to_string("/no/such/user")?,
        id => return Err(AppError::UserNotFound { id }),
    };
    Ok(User { name })
}

struct Service;

#[tonic::async_trait]
impl Users for Service {
    async fn find(&self, request: Request<UserId>) -> Result<Response<User>, Status> {
        Ok(Response::new(find(request.into_inner().id)?))
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .init();
    let address = std::env::args().nth(1);
    let address: SocketAddr = address.as_deref().unwrap_or("127.0.0.1:50051").parse()?;
    let incoming = TcpIncoming::bind(address)?;
    println!("listening on {}", incoming.local_addr()?);
    let server = Server::builder()
        .layer(ErrorBoundary::new())
        .add_service(UsersServer::new(Service));
    server.serve_with_incoming(incoming).await?;
    Ok(())
}
