//! axum's extractors, with our errors.

use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use serde::de::DeserializeOwned;
use validator::Validate;

use crate::error::AppError;

/// The part of the path in braces.
#[derive(Debug, FromRequestParts)]
#[from_request(via(Path), rejection(AppError))]
pub(crate) struct InPath<T>(pub(crate) T);

/// The query string.
#[derive(Debug, FromRequestParts)]
#[from_request(via(Query), rejection(AppError))]
pub(crate) struct InQuery<T>(pub(crate) T);

/// A JSON body that was read and found valid.
#[derive(Debug)]
pub(crate) struct Valid<T>(pub(crate) T);

impl<T, S> FromRequest<S> for Valid<T>
where
    T: DeserializeOwned + Validate,
    S: Send + Sync,
{
    type Rejection = AppError;

    async fn from_request(request: Request, state: &S) -> Result<Self, AppError> {
        let Json(value) = Json::<T>::from_request(request, state).await?;
        value.validate()?;
        Ok(Self(value))
    }
}
