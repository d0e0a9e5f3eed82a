//! A service of one method, as a code generator would write it, and a client.

use std::convert::Infallible;
use std::future::{Future, Ready, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use catchall::{ErrorBoundary, http};
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tonic::body::Body;
use tonic::transport::{Channel, Server};
use tonic::{Request, Response, Status};
use tonic_prost::ProstCodec;

/// What is asked.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Question {
    /// Which.
    #[prost(uint32, tag = "1")]
    pub kind: u32,
}

/// What is answered.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Answer {
    /// In words.
    #[prost(string, tag = "1")]
    pub text: String,
}

/// The path of the method.
pub const PATH: &str = "/oracle.Oracle/Ask";

type Handler = dyn Fn(u32) -> Result<String, Status> + Send + Sync;

#[derive(Clone)]
struct Oracle(Arc<Handler>);

struct Ask(Arc<Handler>);

impl tonic::server::UnaryService<Question> for Ask {
    type Response = Answer;
    type Future = Ready<Result<Response<Answer>, Status>>;

    fn call(&mut self, request: Request<Question>) -> Self::Future {
        let answer = (self.0)(request.into_inner().kind);
        ready(answer.map(|text| Response::new(Answer { text })))
    }
}

impl tower_service::Service<http::Request<Body>> for Oracle {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let ask = Ask(Arc::clone(&self.0));
        Box::pin(async move {
            if request.uri().path() != PATH {
                return Ok(Status::unimplemented("").into_http());
            }
            let mut grpc = tonic::server::Grpc::new(ProstCodec::default());
            Ok(grpc.unary(ask, request).await)
        })
    }
}

/// A server and a client of it; both stop when it is dropped.
pub struct Service {
    runtime: Runtime,
    channel: Option<Channel>,
    stop: Option<oneshot::Sender<()>>,
    serving: Option<JoinHandle<()>>,
}

impl Service {
    /// Serves this.
    ///
    /// # Panics
    ///
    /// If there is no free port.
    pub fn start(handler: impl Fn(u32) -> Result<String, Status> + Send + Sync + 'static) -> Self {
        Self::serve(None, handler)
    }

    /// Serves this inside a boundary.
    ///
    /// # Panics
    ///
    /// If there is no free port.
    pub fn start_inside(
        boundary: ErrorBoundary,
        handler: impl Fn(u32) -> Result<String, Status> + Send + Sync + 'static,
    ) -> Self {
        Self::serve(Some(boundary), handler)
    }

    fn serve(
        boundary: Option<ErrorBoundary>,
        handler: impl Fn(u32) -> Result<String, Status> + Send + Sync + 'static,
    ) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let (stop, stopped) = oneshot::channel::<()>();
        let guard = runtime.enter();
        let incoming = tonic::transport::server::TcpIncoming::bind(([127, 0, 0, 1], 0).into())
            .expect("a free port");
        let address = incoming.local_addr().expect("its address");
        let serving = runtime.spawn(async move {
            let stopped = async {
                let _ = stopped.await;
            };
            let oracle = Oracle(Arc::new(handler));
            let served = match boundary {
                None => {
                    let server = Server::builder();
                    server
                        .serve_with_incoming_shutdown(oracle, incoming, stopped)
                        .await
                }
                Some(boundary) => {
                    let server = Server::builder().layer(boundary);
                    server
                        .serve_with_incoming_shutdown(oracle, incoming, stopped)
                        .await
                }
            };
            served.expect("it serves");
        });
        let channel = Channel::from_shared(format!("http://{address}"))
            .expect("a URI")
            .connect_lazy();
        drop(guard);
        Self {
            runtime,
            channel: Some(channel),
            stop: Some(stop),
            serving: Some(serving),
        }
    }

    /// Asks.
    ///
    /// # Errors
    ///
    /// The status that comes over the wire.
    ///
    /// # Panics
    ///
    /// If there is no connection.
    pub fn ask(&self, kind: u32) -> Result<String, Status> {
        self.call(PATH, Request::new(Question { kind }))
    }

    /// Calls a method.
    ///
    /// # Errors
    ///
    /// The status that comes over the wire.
    ///
    /// # Panics
    ///
    /// If there is no connection.
    pub fn call(&self, path: &'static str, request: Request<Question>) -> Result<String, Status> {
        let channel = self.channel.clone().expect("it runs");
        let mut client = tonic::client::Grpc::new(channel);
        self.runtime.block_on(async {
            client.ready().await.expect("a connection");
            let answer = client
                .unary(
                    request,
                    http::uri::PathAndQuery::from_static(path),
                    ProstCodec::<Question, Answer>::default(),
                )
                .await?;
            Ok(answer.into_inner().text)
        })
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.stop.take());
        // The server waits for its clients.
        drop(self.channel.take());
        if let Some(serving) = self.serving.take() {
            let _ = self.runtime.block_on(serving);
        }
    }
}
