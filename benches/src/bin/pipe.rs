//! Requests to axum over a pipe in memory, for callgrind: `pipe PATH TIMES`.

use std::future::pending;
use std::io;

use axum::serve::Listener;
use catchall_benches::{request, router};
use tokio::io::{DuplexStream, duplex};

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

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, times] = arguments.as_slice() else {
        return Err(io::Error::other("usage: pipe PATH TIMES"));
    };
    let times = times.parse().map_err(io::Error::other)?;
    let (mut client, server) = duplex(64 * 1024);
    let serving = tokio::spawn(async { axum::serve(One(Some(server)), router()).await });
    request(&mut client, path, times).await?;
    serving.abort();
    Ok(())
}
