//! A small shop: users, products, orders, payments. It shows how the errors
//! of a database, of extractors, of validation, of authentication and of
//! another service become HTTP responses.
//!
//! Begin with `error.rs`.

use std::future::Future;
use std::path::Path;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use catchall::ErrorBoundary;
use tokio::net::TcpListener;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;
use utoipa_axum::router::OpenApiRouter;

mod auth;
mod db;
mod demo;
mod document;
mod error;
mod errors;
mod extract;
pub mod failures;
mod journal;
mod orders;
mod payments;
mod products;
mod provider;
#[cfg(test)]
mod published;
mod reports;
mod start;
mod upstream;
mod users;

pub use auth::AuthError;
pub use db::DbError;
pub use error::AppError;
pub use journal::Journal;
pub use orders::OrderError;
pub use payments::PaymentError;
pub use upstream::UpstreamError;
pub use users::{Role, UserError};

use db::Db;
use upstream::Provider;

/// The maximum size of a body, in bytes.
const BODY_LIMIT: usize = 8 * 1024;
/// The maximum time that a handler may take.
const PATIENCE: Duration = Duration::from_secs(1);

/// What every handler can access.
#[derive(Clone, Debug)]
pub(crate) struct Shop {
    db: Db,
    provider: Provider,
}

/// Returns the operations that are published.
fn api() -> OpenApiRouter<Shop> {
    OpenApiRouter::new()
        .merge(users::routes())
        .merge(products::routes())
        .merge(orders::routes())
        .merge(payments::routes())
        .merge(reports::routes())
}

/// Runs the shop, with a new database in this file, until `closing` completes. Its
/// start page shows the events in the journal.
///
/// # Errors
///
/// Returns an error if the database cannot be created, or the network fails.
pub async fn serve(
    listener: TcpListener,
    database: &Path,
    journal: Journal,
    closing: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Box<dyn std::error::Error>> {
    let start = start::routes(listener.local_addr()?, journal)?;
    let shop = Shop {
        db: Db::create(database)?,
        provider: Provider::new(provider::start().await?),
    };
    let app = Router::new()
        .merge(document::with_document(api()))
        .merge(errors::routes())
        .merge(demo::routes())
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            PATIENCE,
        ))
        // It waits for the shop itself.
        .merge(start)
        .with_state(shop)
        // Handles rejections of extractors, the router and the two layers, and
        // panics; and adds the request to the log.
        .layer(ErrorBoundary::new());
    axum::serve(listener, app)
        .with_graceful_shutdown(closing)
        .await?;
    Ok(())
}
