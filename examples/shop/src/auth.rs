//! Who sends a request, and what they may do.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use catchall::HttpError;
use rusqlite::OptionalExtension;
use thiserror::Error;

use crate::Shop;
use crate::error::AppError;
use crate::users::{Role, User};

/// Why a request is refused.
#[derive(Debug, Error, HttpError)]
#[http(client, on(401, www_authenticate = r#"Bearer realm="shop""#))]
pub enum AuthError {
    /// The request has no token.
    #[error("send a token: `Authorization: Bearer alice`")]
    #[http(401)]
    NoToken,

    /// The token is not known, or is no longer valid.
    #[error("this token is not valid")]
    #[http(
        401,
        www_authenticate = r#"Bearer realm="shop", error="invalid_token""#
    )]
    InvalidToken,

    /// The user is known, but may not do this.
    #[error("only for the role {needed}")]
    #[http(403)]
    Forbidden {
        /// The role that is needed.
        #[http(member = "needed_role")]
        needed: Role,
    },
}

impl FromRequestParts<Shop> for User {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, shop: &Shop) -> Result<Self, AppError> {
        let token = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "))
            .ok_or(AuthError::NoToken)?
            .to_owned();
        let user = shop.db.call(move |connection| {
            connection
                .query_row(
                    "SELECT users.* FROM users JOIN tokens ON user_id = id WHERE token = ?1",
                    [token],
                    User::from_row,
                )
                .optional()
        });
        Ok(user.await?.ok_or(AuthError::InvalidToken)?)
    }
}

/// A user who runs the shop.
#[derive(Debug)]
pub(crate) struct Admin;

impl FromRequestParts<Shop> for Admin {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, shop: &Shop) -> Result<Self, AppError> {
        let user = User::from_request_parts(parts, shop).await?;
        if user.role == Role::Admin {
            Ok(Self)
        } else {
            let needed = Role::Admin;
            Err(AuthError::Forbidden { needed }.into())
        }
    }
}
