//! A small shop: users, products, orders, payments. It shows how the errors
//! of a database, of extractors, of validation, of authentication and of
//! another service become HTTP responses.
//!
//! Begin with [`error::AppError`].

use std::future::Future;
use std::path::Path;

use axum::Router;
use tokio::net::TcpListener;

pub mod auth;
pub mod db;
pub mod error;
pub mod extract;
pub mod orders;
pub mod payments;
mod products;
pub mod provider;
mod reports;
pub mod tour;
pub mod upstream;
pub mod users;

use db::Db;
use error::AppError;
use upstream::Provider;

/// What every handler can reach.
#[derive(Clone, Debug)]
pub struct Shop {
    db: Db,
    provider: Provider,
}

/// Opens the shop, with a new database in this file, until `closing` is done.
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
        .fallback(async || AppError::NoRoute)
        .method_not_allowed_fallback(async || AppError::WrongMethod)
        .with_state(shop);
    axum::serve(listener, app)
        .with_graceful_shutdown(closing)
        .await?;
    Ok(())
}
