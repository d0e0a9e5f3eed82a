//! A small shop: users, products, orders, payments. It shows how the errors
//! of a database, of extractors, of validation, of authentication and of
//! another service become HTTP responses.
//!
//! Begin with `error.rs`.

use std::future::Future;
use std::path::Path;

use axum::Router;
use catchall::ErrorBoundary;
use tokio::net::TcpListener;

mod auth;
mod db;
mod error;
mod errors;
mod extract;
mod orders;
mod payments;
mod products;
mod provider;
#[cfg(test)]
mod published;
mod reports;
pub mod tour;
mod upstream;
mod users;

use db::Db;
use upstream::Provider;

/// What every handler can reach.
#[derive(Clone, Debug)]
pub(crate) struct Shop {
    db: Db,
    provider: Provider,
}

/// Opens the shop, with a new database in this file (or in `:memory:`), until
/// `closing` is done.
///
/// # Errors
///
/// If the database cannot be made, or the network fails.
pub async fn serve(
    listener: TcpListener,
    database: &Path,
    closing: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Box<dyn std::error::Error>> {
    let shop = Shop {
        db: Db::create(database)?,
        provider: Provider::new(provider::start().await?),
    };
    let app = Router::new()
        .merge(users::routes())
        .merge(products::routes())
        .merge(orders::routes())
        .merge(payments::routes())
        .merge(reports::routes())
        .merge(errors::routes())
        .with_state(shop)
        // Unknown paths, wrong methods and panics, and the request in the log.
        .layer(ErrorBoundary::new());
    axum::serve(listener, app)
        .with_graceful_shutdown(closing)
        .await?;
    Ok(())
}
