//! `/products`

use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Shop;
use crate::error::AppError;

/// Something that is sold.
#[derive(Debug, Serialize, ToSchema)]
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

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// The minimum stock.
    #[serde(default)]
    min_stock: u32,
}

pub(crate) fn routes() -> OpenApiRouter<Shop> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(show))
}

// These need no authentication, so only the database can fail. The boundary answers what the
// extractors reject.
catchall::only! {
    /// The errors of listing products.
    type ListError = AppError { Db } | QueryRejection;
}

catchall::only! {
    /// The errors of reading a product.
    type ShowError = AppError { Db } | PathRejection;
}

/// Returns the products.
#[utoipa::path(
    get,
    path = "/products",
    operation_id = "list_products",
    params(Filter),
    responses((status = 200, body = Vec<Product>, description = "The products."), ListError),
)]
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

/// Returns a product.
// It does not map a missing product: the 404 is that of the database.
#[utoipa::path(
    get,
    path = "/products/{id}",
    operation_id = "show_product",
    responses((status = 200, body = Product, description = "The product."), ShowError),
)]
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
