//! Requests to axum over a pipe in memory, and the smallest client.

use std::future::pending;
use std::io;
use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::serve::Listener;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex};
use tokio::runtime;

use crate::case::Case;
use crate::errors::Sample;

/// The requests that one measurement has: the server writes its `Date` anew each second.
pub const REQUESTS: u32 = 100;

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

/// Requests to a handler that fails, one after the other.
pub fn request<const SIZE: usize, E: Sample, R: IntoResponse>(
    convert: impl Fn(E) -> R + Send + Sync + 'static,
) -> Case<(), Requests> {
    requests(Arc::new(move || {
        convert(E::sample::<SIZE>()).into_response()
    }))
}

/// All requests of one measurement.
pub type Requests = Box<dyn FnMut(())>;

/// The same code for all handlers.
fn requests(handler: Arc<dyn Fn() -> Response + Send + Sync>) -> Case<(), Requests> {
    let router = Router::new().route("/", get(async move || handler()));
    let runtime = runtime::Builder::new_current_thread().build();
    let runtime = runtime.expect("there is a runtime");
    let (mut client, server) = duplex(64 * 1024);
    runtime.spawn(async { axum::serve(One(Some(server)), router).await });
    Case {
        sample: || (),
        run: Box::new(move |()| {
            for _ in 0..REQUESTS {
                let exchanged = runtime.block_on(exchange(&mut client));
                assert!(exchanged.is_ok(), "{exchanged:?}");
            }
        }),
    }
}

async fn exchange(client: &mut DuplexStream) -> io::Result<()> {
    let mut answer = Vec::with_capacity(1024);
    client
        .write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .await?;
    // A head ends with a line, a body does not.
    while answer.is_empty() || answer.ends_with(b"\n") {
        if client.read_buf(&mut answer).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    if answer.starts_with(b"HTTP/1.1 ") {
        Ok(())
    } else {
        Err(io::Error::other("this is no answer"))
    }
}

/// No error.
pub struct Hello;

impl Sample for Hello {
    fn sample<const SIZE: usize>() -> Self {
        Self
    }
}

/// What a handler answers that does nothing.
pub fn hello(_: Hello) -> &'static str {
    "hello, world"
}
