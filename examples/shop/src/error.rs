//! Every way in which a request to the shop can fail.

use axum::extract::rejection::JsonRejection;
use catchall::{FieldErrors, HttpError};
use thiserror::Error;
use validator::ValidationErrors;

use crate::auth::AuthError;
use crate::db::DbError;
use crate::orders::OrderError;
use crate::payments::PaymentError;
use crate::users::UserError;

/// The error of every handler. Most of its responses are mapped elsewhere: a
/// `transparent` variant has the response of the error inside it.
#[derive(Debug, Error, HttpError)]
#[http(axum, client, utoipa, on(503 | 504, log = warn))]
#[expect(missing_docs, reason = "the inner errors are documented")]
pub enum AppError {
    /// The body is not JSON, or not of the expected shape.
    #[error(transparent)]
    #[http(transparent, client = off)]
    BadBody(#[from] JsonRejection),

    /// Some fields have values that are not allowed; `errors` lists them.
    #[error("some fields are not valid: {errors}")]
    #[http(422, detail = "some fields are not valid")]
    Invalid {
        #[http(member)]
        errors: FieldErrors,
    },

    #[error(transparent)]
    #[http(transparent)]
    Auth(#[from] AuthError),

    #[error(transparent)]
    #[http(transparent)]
    User(#[from] UserError),

    #[error(transparent)]
    #[http(transparent)]
    Order(#[from] OrderError),

    #[error(transparent)]
    #[http(transparent)]
    Payment(#[from] PaymentError),

    #[error(transparent)]
    #[http(transparent, client = off)]
    Db(#[from] DbError),

    /// Cannot happen, so it has no status: a masked 500, and one event in the log with
    /// everything that is known.
    #[error("orders for {sold} are paid, but {booked} is booked")]
    LedgerMismatch { sold: i64, booked: i64 },
}

impl From<ValidationErrors> for AppError {
    fn from(errors: ValidationErrors) -> Self {
        Self::Invalid {
            errors: errors.into(),
        }
    }
}
