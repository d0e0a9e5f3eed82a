//! `shop [PORT]`: runs the shop on this machine. Without a port, it uses
//! `$PORT`, or 3000, or any free port if that is taken.

use std::env;
use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

use shop::Journal;
use tokio::net::TcpListener;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::prelude::*;

/// In memory, where other connections of this process can find it.
const DATABASE: &str = "file:shop?mode=memory&cache=shared";

const LOCALHOST: &str = "127.0.0.1";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // A 5xx is an event at the level `ERROR`, any other error at `DEBUG`.
    let filter = Targets::new()
        .with_default(LevelFilter::INFO)
        .with_target("shop", LevelFilter::DEBUG)
        .with_target("catchall", LevelFilter::DEBUG);
    let journal = Journal::default();
    tracing_subscriber::registry()
        .with(fmt::layer().with_writer(io::stderr))
        .with(journal.clone())
        .with(filter)
        .init();

    let listener = listener().await?;
    let base = format!("http://{}", listener.local_addr()?);
    let lines = shop::failures::printed(&base);
    writeln!(
        io::stdout(),
        "The shop is open: {base} shows what can go wrong. Some errors, without a browser:\n\n{lines}"
    )?;

    shop::serve(listener, Path::new(DATABASE), journal, closing()).await
}

async fn listener() -> Result<TcpListener, Box<dyn Error>> {
    let port = env::args().nth(1).or_else(|| env::var("PORT").ok());
    if let Some(port) = port {
        return Ok(TcpListener::bind((LOCALHOST, port.parse()?)).await?);
    }
    match TcpListener::bind((LOCALHOST, 3000)).await {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            Ok(TcpListener::bind((LOCALHOST, 0)).await?)
        }
        bound => Ok(bound?),
    }
}

async fn closing() {
    if let Err(error) = tokio::signal::ctrl_c().await {
        tracing::warn!(%error, "Ctrl-C does not close the shop");
        std::future::pending::<()>().await;
    }
}
