//! `/reports`, for the administrators of the shop.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Shop;
use crate::auth::Admin;
use crate::error::AppError;

/// The total sales, in cents.
#[derive(Debug, Serialize, ToSchema)]
struct Sales {
    total: i64,
}

pub(crate) fn routes() -> OpenApiRouter<Shop> {
    OpenApiRouter::new().routes(routes!(sales))
}

/// Returns the total sales.
#[utoipa::path(
    get,
    path = "/reports/sales",
    responses((status = 200, body = Sales, description = "The sales."), AppError),
    security(("token" = [])),
)]
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
