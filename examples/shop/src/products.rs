//! `/products`

use axum::extract::{Path, Query, State};
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use crate::Shop;
use crate::error::AppError;

#[derive(Debug, Serialize)]
struct Product {
    id: i64,
    name: String,
    price: i64,
    stock: i64,
}

impl Product {
    fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            price: row.get("price")?,
            stock: row.get("stock")?,
        })
    }
}

#[derive(Debug, Deserialize)]
struct Filter {
    #[serde(default)]
    min_stock: u32,
}

pub(crate) fn routes() -> Router<Shop> {
    Router::new()
        .route("/products", get(list))
        .route("/products/{id}", get(show))
}

async fn list(
    State(shop): State<Shop>,
    Query(filter): Query<Filter>,
) -> Result<Json<Vec<Product>>, AppError> {
    let products = shop.db.call(move |connection| {
        connection
            .prepare("SELECT * FROM products WHERE stock >= ?1 ORDER BY id")?
            .query_map([filter.min_stock], Product::from_row)?
            .collect()
    });
    Ok(Json(products.await?))
}

/// Maps no missing product: the 404 is the database's.
async fn show(State(shop): State<Shop>, Path(id): Path<i64>) -> Result<Json<Product>, AppError> {
    let product = shop.db.call(move |connection| {
        connection.query_row(
            "SELECT * FROM products WHERE id = ?1",
            [id],
            Product::from_row,
        )
    });
    Ok(Json(product.await?))
}
