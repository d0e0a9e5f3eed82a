//! `/reports`, for those who run the shop.

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;

use crate::Shop;
use crate::auth::Admin;
use crate::error::AppError;

#[derive(Debug, Serialize)]
struct Sales {
    total: i64,
}

pub(crate) fn routes() -> Router<Shop> {
    Router::new().route("/reports/sales", get(sales))
}

async fn sales(State(shop): State<Shop>, _: Admin) -> Result<Json<Sales>, AppError> {
    let sums = shop.db.call(|connection| {
        connection.query_row(
            "SELECT (SELECT coalesce(sum(total), 0) FROM orders WHERE receipt IS NOT NULL),
                    (SELECT coalesce(sum(amount), 0) FROM payments)",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
    });
    let (sold, booked) = sums.await?;
    if sold == booked {
        Ok(Json(Sales { total: sold }))
    } else {
        Err(AppError::LedgerMismatch { sold, booked })
    }
}
