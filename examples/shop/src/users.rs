//! `/users`

use std::fmt;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use catchall::HttpError;
use catchall::catalog::{HasJsonType, JsonType};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{OptionalExtension, Row};
use serde::{Deserialize, Serialize};
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

/// What can go wrong with a user.
#[derive(Debug, Error, HttpError)]
#[http(client)]
pub enum UserError {
    /// The user was deleted or never existed.
    #[error("no user {id}")]
    #[http(404, code = "user_not_found")]
    NotFound {
        /// The number.
        #[http(member)]
        id: i64,
    },

    /// The address belongs to another user, or the database failed.
    #[error(transparent)]
    #[http(
        transparent,
        client = off,
        case(e if e.breaks(Unique) => 409, code = "email_taken", detail = "there is a user with this address"),
    )]
    Db(#[from] DbError),
}

/// A user with an account.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct User {
    /// The number.
    pub(crate) id: i64,
    /// The name.
    pub(crate) name: String,
    /// The address.
    pub(crate) email: String,
    /// What they may do.
    pub(crate) role: Role,
}

/// What a user may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Can order.
    Customer,
    /// Can read the reports.
    Admin,
}

/// Tells the catalog what a client receives.
impl HasJsonType for Role {
    const JSON_TYPE: JsonType = JsonType::OneOf(&["customer", "admin"]);
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Customer => "customer",
            Self::Admin => "admin",
        })
    }
}

impl FromSql for Role {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_str()? {
            "customer" => Ok(Self::Customer),
            "admin" => Ok(Self::Admin),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}

impl User {
    /// Reads a row of the table.
    pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            email: row.get("email")?,
            role: row.get("role")?,
        })
    }
}

/// A new user.
#[derive(Debug, Deserialize, ToSchema, Validate)]
struct NewUser {
    #[validate(length(min = 1, max = 80, message = "must have 1 to 80 characters"))]
    name: String,
    #[validate(email(message = "must be an e-mail address"))]
    email: String,
}

pub(crate) fn routes() -> OpenApiRouter<Shop> {
    OpenApiRouter::new()
        .routes(routes!(create))
        .routes(routes!(show))
}

catchall::only! {
    /// The errors of creating a user.
    type CreateError = AppError { BadBody, Invalid, User }, UserError { Db };
}

catchall::only! {
    /// The errors of reading a user.
    type ShowError = AppError { User, Db }, UserError { NotFound } | PathRejection;
}

/// A new user, with a token that is shown only once.
#[derive(Debug, Serialize, ToSchema)]
struct Account {
    #[serde(flatten)]
    user: User,
    token: String,
}

/// Creates a user.
#[utoipa::path(
    post,
    path = "/users",
    operation_id = "create_user",
    request_body = NewUser,
    responses((status = 201, body = Account, description = "The user, and a token."), CreateError),
)]
async fn create(
    State(shop): State<Shop>,
    Valid(new): Valid<NewUser>,
) -> Result<(StatusCode, Json<Account>), AppError> {
    let account = shop.db.call(move |connection| {
        let transaction = connection.transaction()?;
        let user = transaction.query_row(
            "INSERT INTO users (name, email) VALUES (?1, ?2) RETURNING *",
            (new.name, new.email),
            User::from_row,
        )?;
        let token = transaction.query_row(
            "INSERT INTO tokens VALUES (lower(hex(randomblob(16))), ?1) RETURNING token",
            [user.id],
            |row| row.get(0),
        )?;
        transaction.commit()?;
        Ok(Account { user, token })
    });
    let account = account.await.map_err(UserError::from)?;
    Ok((StatusCode::CREATED, Json(account)))
}

/// Returns a user.
#[utoipa::path(
    get,
    path = "/users/{id}",
    operation_id = "show_user",
    responses((status = 200, body = User, description = "The user."), ShowError),
)]
async fn show(State(shop): State<Shop>, Path(id): Path<i64>) -> Result<Json<User>, AppError> {
    let user = shop.db.call(move |connection| {
        connection
            .query_row("SELECT * FROM users WHERE id = ?1", [id], User::from_row)
            .optional()
    });
    let user = user.await?.ok_or(UserError::NotFound { id })?;
    Ok(Json(user))
}
