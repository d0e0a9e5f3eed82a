//! `/demo`: failures that a shop only has when it is unlucky, for the start page.

use std::time::Duration;

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use rusqlite::Connection;

use crate::Shop;
use crate::error::AppError;

pub(crate) fn routes() -> Router<Shop> {
    Router::new()
        .route("/demo/busy", get(busy))
        .route("/demo/panic", get(panic))
        .route("/demo/slow", get(slow))
}

/// Counts the products while another connection locks the database.
async fn busy(State(shop): State<Shop>) -> Result<Json<i64>, AppError> {
    let path = shop.db.path().to_owned();
    let count = shop.db.call(move |connection| {
        let other = Connection::open(path)?;
        other.execute_batch("BEGIN EXCLUSIVE")?;
        connection.query_row("SELECT count(*) FROM products", [], |row| row.get(0))
    });
    Ok(Json(count.await?))
}

/// Returns the first of no offers.
async fn panic() -> Json<String> {
    let mut offers: Vec<String> = Vec::new();
    Json(offers.remove(0))
}

async fn slow() -> &'static str {
    tokio::time::sleep(Duration::from_secs(60)).await;
    "too late"
}
