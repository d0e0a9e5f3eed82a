//! `/orders/{id}/payment`

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use catchall::HttpError;
use serde::Deserialize;
use thiserror::Error;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use validator::Validate;

use crate::Shop;
use crate::db::Constraint::Unique;
use crate::db::DbError;
use crate::error::AppError;
use crate::extract::Valid;
use crate::orders::{Order, Receipt};
use crate::upstream::{Charge, Decision, UpstreamError};
use crate::users::User;

/// Why an order is not paid.
#[derive(Debug, Error, HttpError)]
#[http(
    client,
    code_prefix = "payment.",
    type_base = "https://shop.example/errors#"
)]
pub enum PaymentError {
    /// The bank declined the payment.
    #[error("the card was declined: {reason}")]
    #[http(402)]
    Declined {
        /// The text of the bank.
        #[http(member)]
        reason: String,
    },

    /// The order is already paid.
    #[error("order {order} is paid")]
    #[http(409)]
    AlreadyPaid {
        /// The number of the order.
        #[http(member)]
        order: i64,
    },

    /// The provider gave no usable response.
    #[error(transparent)]
    #[http(transparent)]
    Upstream(#[from] UpstreamError),

    /// Two requests paid at once, or the database failed.
    #[error(transparent)]
    #[http(
        transparent,
        client = off,
        case(e if e.breaks(Unique) => 409, code = "at_once", detail = "the order was paid just now"),
    )]
    Db(#[from] DbError),
}

/// The means of payment for an order.
#[derive(Debug, Deserialize, ToSchema, Validate)]
struct NewPayment {
    #[validate(length(equal = 16, message = "must have 16 digits"))]
    card: String,
}

pub(crate) fn routes() -> OpenApiRouter<Shop> {
    OpenApiRouter::new().routes(routes!(create))
}

/// Pays an order.
#[utoipa::path(
    post,
    path = "/orders/{id}/payment",
    operation_id = "pay_order",
    request_body = NewPayment,
    responses((status = 201, body = Receipt, description = "The receipt."), AppError),
    security(("token" = [])),
)]
async fn create(
    State(shop): State<Shop>,
    user: User,
    Path(id): Path<i64>,
    Valid(new): Valid<NewPayment>,
) -> Result<(StatusCode, Json<Receipt>), AppError> {
    let order = Order::of(&user, id, &shop.db).await?;
    let receipt = pay(&shop, order, new.card).await?;
    Ok((StatusCode::CREATED, Json(receipt)))
}

async fn pay(shop: &Shop, order: Order, card: String) -> Result<Receipt, PaymentError> {
    if order.receipt.is_some() {
        return Err(PaymentError::AlreadyPaid { order: order.id });
    }
    let amount = order.total;
    let reference = match shop.provider.charge(Charge { card, amount }).await? {
        Decision::Approved(approval) => approval.reference,
        Decision::Declined(refusal) => {
            let reason = refusal.reason;
            return Err(PaymentError::Declined { reason });
        }
    };
    let receipt = Receipt {
        order: order.id,
        amount,
        reference,
    };
    let booked = shop.db.call(move |connection| {
        let text = serde_json::to_string(&receipt)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        let transaction = connection.transaction()?;
        transaction.execute(
            "INSERT INTO payments VALUES (?1, ?2, ?3)",
            (receipt.order, &receipt.reference, receipt.amount),
        )?;
        transaction.execute(
            "UPDATE orders SET receipt = ?2 WHERE id = ?1",
            (receipt.order, text),
        )?;
        transaction.commit()?;
        Ok(receipt)
    });
    Ok(booked.await?)
}
