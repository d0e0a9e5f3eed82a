//! A handler in a router of axum: over a pipe in memory, with the smallest client; and
//! called without one, with and without `ErrorBoundary`.

use std::convert::Infallible;
use std::future::pending;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use axum::Router;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::serve::Listener;
use http::Request;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex};
use tokio::runtime;
use tower_service::Service;

use crate::case::{Case, log_to_nowhere};
use crate::errors::Sample;

/// The requests that one measurement has: the server writes its `Date` anew each second.
pub const REQUESTS: u32 = 100;

/// The case in which the handler succeeds.
pub const SUCCESS: usize = 9;

/// The code around a handler is the same for all of them.
fn router_of(handler: Arc<dyn Fn() -> Response + Send + Sync>) -> Router {
    Router::new().route("/", get(async move || handler()))
}

/// A handler that succeeds, or fails with the error of this case.
fn router<const SIZE: usize, E: Sample, R: IntoResponse>(
    convert: impl Fn(E) -> R + Send + Sync + 'static,
) -> Router {
    router_of(Arc::new(move || match SIZE {
        SUCCESS => "hello, world".into_response(),
        _ => convert(E::sample::<SIZE>()).into_response(),
    }))
}

/// Requests to a handler, one after the other.
pub fn request<
    const SIZE: usize,
    E: Sample,
    R: IntoResponse,
    F: Fn(E) -> R + Send + Sync + 'static,
>(
    convert: F,
) -> Case<(), impl FnMut(())> {
    (|| (), requests(router::<SIZE, E, R>(convert)))
}

fn requests(router: Router) -> impl FnMut(()) {
    let runtime = runtime::Builder::new_current_thread().build();
    let runtime = runtime.expect("there is a runtime");
    let (mut client, server) = duplex(64 * 1024);
    runtime.spawn(async { axum::serve(One(Some(server)), router).await });
    move |()| {
        for _ in 0..REQUESTS {
            let exchanged = runtime.block_on(exchange(&mut client));
            exchanged.expect("the server answers");
        }
    }
}

/// Accepts one connection.
struct One(Option<DuplexStream>);

impl Listener for One {
    type Io = DuplexStream;
    type Addr = ();

    async fn accept(&mut self) -> (DuplexStream, ()) {
        match self.0.take() {
            Some(stream) => (stream, ()),
            None => pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<()> {
        Ok(())
    }
}

async fn exchange(client: &mut DuplexStream) -> io::Result<()> {
    let mut answer = Vec::with_capacity(1024);
    let request = b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n";
    client.write_all(request).await?;
    // A head ends with a line, a body does not.
    while answer.is_empty() || answer.ends_with(b"\n") {
        if client.read_buf(&mut answer).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(())
}

/// Calls of a router that a layer surrounds, with a subscriber. The response is dropped,
/// which is when the boundary is done.
pub fn call<
    const SIZE: usize,
    E: Sample,
    R: IntoResponse,
    F: Fn(E) -> R + Send + Sync + 'static,
>(
    convert: F,
    surround: fn(Router) -> Calls,
) -> Case<Request<Body>, Calls> {
    log_to_nowhere();
    let router = router::<SIZE, E, R>(convert);
    (|| Request::new(Body::empty()), surround(router))
}

pub type Calls = Box<dyn FnMut(Request<Body>)>;

fn calls<R>(
    mut service: impl Service<Request<Body>, Response = R, Error = Infallible> + 'static,
) -> Calls {
    Box::new(move |request| {
        let mut context = Context::from_waker(Waker::noop());
        let Poll::Ready(Ok(response)) = pin!(service.call(request)).poll(&mut context) else {
            unreachable!("the handler waits for nothing")
        };
        drop(response);
    })
}

pub fn none(router: Router) -> Calls {
    calls(router)
}

/// A layer that does nothing: axum allocates for it.
pub fn identity(router: Router) -> Calls {
    calls(router.layer(tower_layer::Identity::new()))
}

#[cfg(feature = "boundary")]
pub fn boundary(router: Router) -> Calls {
    calls(router.layer(catchall::ErrorBoundary::new()))
}

/// The boundary itself, without what axum allocates for a layer.
#[cfg(feature = "boundary")]
pub fn around(router: Router) -> Calls {
    calls(tower_layer::Layer::layer(
        &catchall::ErrorBoundary::new(),
        router,
    ))
}
