//! `/orders`

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use catchall::{HttpError, OrProblem, Problem};
use rusqlite::{OptionalExtension, Row, Transaction};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use validator::Validate;

use crate::Shop;
use crate::db::Constraint::{Check, ForeignKey};
use crate::db::{Db, DbError};
use crate::error::AppError;
use crate::extract::Valid;
use crate::users::User;

/// What can go wrong with an order.
#[derive(Debug, Error, HttpError)]
#[http(client, code_prefix = "order.")]
pub enum OrderError {
    /// There is no such order.
    #[error("no order {id}")]
    #[http(404)]
    NotFound {
        /// The number.
        #[http(member)]
        id: i64,
    },

    /// The order belongs to another user.
    #[error("order {id} belongs to user {owner}")]
    #[http(403, detail = "order {id} is not yours", client = off)]
    NotYours {
        /// The number.
        id: i64,
        /// Its owner, only for the log.
        owner: i64,
    },

    /// A product does not exist or is sold out, or the database failed.
    #[error(transparent)]
    #[http(
        transparent,
        client = off,
        case(e if e.breaks(Check) => 409, code = "sold_out", detail = "fewer are in stock than ordered"),
        case(e if e.breaks(ForeignKey) => 422, code = "unknown_product", detail = "there is no such product"),
    )]
    Db(#[from] DbError),
}

/// An order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Order {
    /// The number.
    pub(crate) id: i64,
    #[serde(skip)]
    user_id: i64,
    /// In cents.
    pub(crate) total: i64,
    /// As JSON, once it is paid.
    #[serde(skip)]
    pub(crate) receipt: Option<String>,
}

impl Order {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            user_id: row.get("user_id")?,
            total: row.get("total")?,
            receipt: row.get("receipt")?,
        })
    }

    /// Returns the order with this number, if it belongs to this user.
    pub(crate) async fn of(user: &User, id: i64, db: &Db) -> Result<Self, OrderError> {
        let order = db.call(move |connection| {
            connection
                .query_row("SELECT * FROM orders WHERE id = ?1", [id], Self::from_row)
                .optional()
        });
        let order = order.await?.ok_or(OrderError::NotFound { id })?;
        if order.user_id == user.id {
            Ok(order)
        } else {
            let owner = order.user_id;
            Err(OrderError::NotYours { id, owner })
        }
    }
}

/// A new order.
#[derive(Debug, Deserialize, ToSchema, Validate)]
struct NewOrder {
    #[validate(nested, length(min = 1, message = "must have at least one item"))]
    items: Vec<Item>,
}

// `Serialize`, because validator keeps a copy of an invalid value.
#[derive(Debug, Serialize, Deserialize, ToSchema, Validate)]
struct Item {
    product: i64,
    #[validate(range(min = 1, max = 99, message = "must be from 1 to 99"))]
    quantity: i64,
}

/// The proof of a payment.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct Receipt {
    /// The number of the order.
    pub(crate) order: i64,
    /// In cents.
    pub(crate) amount: i64,
    /// The provider's number of the payment.
    pub(crate) reference: String,
}

pub(crate) fn routes() -> OpenApiRouter<Shop> {
    OpenApiRouter::new()
        .routes(routes!(create))
        .routes(routes!(show))
        .routes(routes!(receipt))
}

/// Places an order.
#[utoipa::path(
    post,
    path = "/orders",
    operation_id = "create_order",
    request_body = NewOrder,
    responses((status = 201, body = Order, description = "The order."), AppError),
    security(("token" = [])),
)]
async fn create(
    State(shop): State<Shop>,
    user: User,
    Valid(new): Valid<NewOrder>,
) -> Result<(StatusCode, Json<Order>), AppError> {
    let order = shop.db.call(move |connection| {
        let transaction = connection.transaction()?;
        let order = place(&transaction, user.id, &new.items)?;
        transaction.commit()?;
        Ok(order)
    });
    let order = order.await.map_err(OrderError::from)?;
    Ok((StatusCode::CREATED, Json(order)))
}

/// The constraints of the tables refuse what cannot be ordered.
fn place(transaction: &Transaction<'_>, user: i64, items: &[Item]) -> rusqlite::Result<Order> {
    transaction.execute("INSERT INTO orders (user_id, total) VALUES (?1, 0)", [user])?;
    let order = transaction.last_insert_rowid();
    for Item { product, quantity } in items {
        transaction.execute(
            "INSERT INTO order_items VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity",
            (order, product, quantity),
        )?;
        transaction.execute(
            "UPDATE products SET stock = stock - ?2 WHERE id = ?1",
            (product, quantity),
        )?;
    }
    transaction.query_row(
        "UPDATE orders SET total = (
             SELECT sum(quantity * price) FROM order_items JOIN products ON id = product_id
             WHERE order_id = ?1
         ) WHERE id = ?1 RETURNING *",
        [order],
        Order::from_row,
    )
}

/// Returns an order.
#[utoipa::path(
    get,
    path = "/orders/{id}",
    operation_id = "show_order",
    responses((status = 200, body = Order, description = "The order."), AppError),
    security(("token" = [])),
)]
async fn show(
    State(shop): State<Shop>,
    user: User,
    Path(id): Path<i64>,
) -> Result<Json<Order>, AppError> {
    Ok(Json(Order::of(&user, id, &shop.db).await?))
}

/// Returns the receipt of an order.
// Some of its errors occur nowhere else, so it creates them directly.
#[utoipa::path(
    get,
    path = "/orders/{id}/receipt",
    responses((status = 200, body = Receipt, description = "The receipt."), AppError, Problem),
    security(("token" = [])),
)]
async fn receipt(
    State(shop): State<Shop>,
    user: User,
    Path(id): Path<i64>,
) -> catchall::Result<Json<Receipt>> {
    let order = Order::of(&user, id, &shop.db).await?;
    let receipt = order.receipt.or_problem(|| {
        Problem::not_found()
            .with_code("order.not_paid")
            .with_detail(format!("order {id} is not paid"))
    })?;
    let receipt = serde_json::from_str(&receipt).or_problem(500)?;
    Ok(Json(receipt))
}
