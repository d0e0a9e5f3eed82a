//! A client of the shop. Errors of the shop are [`AppError`] here, too: the enum that the
//! shop answers with, with the fields that it sends.

use std::time::Duration;

use catchall::{FromProblem, HttpError, ResponseError};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use shop::{AppError, AuthError, PaymentError, Role, UserError};
use thiserror::Error;
use ureq::http::Request;
use ureq::http::header::{AUTHORIZATION, CONTENT_TYPE};

/// The maximum time that the shop may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why there is no result.
#[derive(Debug, Error)]
pub enum ClientError {
    /// An error response of the shop, or of something between it and this client.
    #[error(transparent)]
    Response(Box<ResponseError<AppError>>),

    /// There was no response.
    #[error("the shop cannot be reached")]
    Transport(#[from] ureq::Error),
}

/// A user with an account.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub struct User {
    /// The number.
    pub id: i64,
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// What they may do.
    pub role: Role,
}

/// The proof of a payment.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub struct Receipt {
    /// The number of the order.
    pub order: i64,
    /// In cents.
    pub amount: i64,
    /// The provider's number of the payment.
    pub reference: String,
}

/// The shop at an address, with or without a token.
#[derive(Clone, Debug)]
pub struct Client {
    agent: ureq::Agent,
    base: String,
    token: Option<String>,
}

impl Client {
    /// Creates a client of the shop at an address such as `http://127.0.0.1:3000`.
    pub fn new(base: impl Into<String>) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            // The response describes what went wrong.
            .http_status_as_error(false)
            .build();
        Self {
            agent: config.into(),
            base: base.into(),
            token: None,
        }
    }

    /// Sets the token, to act as its owner.
    #[must_use]
    pub fn with_token(self, token: impl Into<String>) -> Self {
        let token = Some(token.into());
        Self { token, ..self }
    }

    /// Returns the user with this number.
    ///
    /// # Errors
    ///
    /// Returns [`UserError`], in [`AppError::User`].
    pub fn user(&self, id: i64) -> Result<User, ClientError> {
        self.send("GET", &format!("/users/{id}"), "")
    }

    /// Pays an order with the card that has this number.
    ///
    /// # Errors
    ///
    /// Returns [`PaymentError`], in [`AppError::Payment`], or what is wrong with the order
    /// or with the token.
    pub fn pay(&self, order: i64, card: &str) -> Result<Receipt, ClientError> {
        let body = json!({"card": card}).to_string();
        self.send("POST", &format!("/orders/{order}/payment"), &body)
    }

    /// Sends a request with a JSON body, or without a body.
    ///
    /// # Errors
    ///
    /// Returns any [`AppError`].
    pub fn send<T: DeserializeOwned>(
        &self,
        method: &str,
        path: &str,
        body: &str,
    ) -> Result<T, ClientError> {
        let uri = format!("{}{path}", self.base);
        let mut request = Request::builder().method(method).uri(uri);
        if let Some(token) = &self.token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        let sent = if body.is_empty() {
            self.agent.run(request.body(()).map_err(ureq::Error::from)?)
        } else {
            let request = request.header(CONTENT_TYPE, "application/json");
            let request = request.body(body.to_owned());
            self.agent.run(request.map_err(ureq::Error::from)?)
        };
        let (parts, mut body) = sent?.into_parts();
        if parts.status.is_success() {
            return Ok(body.read_json()?);
        }
        let body = body.read_to_vec()?;
        let error = AppError::read_response(parts.status, &parts.headers, &body);
        Err(ClientError::Response(Box::new(error)))
    }
}

impl ClientError {
    /// Returns the error of the shop, if it can be read back.
    #[must_use]
    pub fn shop(&self) -> Option<&AppError> {
        match self {
            Self::Response(error) => match &**error {
                ResponseError::Typed(error) => Some(error),
                ResponseError::Problem(_) | ResponseError::Foreign(_) => None,
            },
            Self::Transport(_) => None,
        }
    }

    /// Returns whether the same request may succeed later.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Response(error) => match &**error {
                ResponseError::Typed(error) => error.is_retryable(),
                ResponseError::Problem(problem) => problem.is_retryable(),
                ResponseError::Foreign(response) => response.status().is_server_error(),
            },
            Self::Transport(_) => true,
        }
    }

    /// Returns a sentence for the user.
    #[must_use]
    pub fn explain(&self) -> String {
        match self.shop() {
            Some(AppError::User(UserError::NotFound { id })) => format!("There is no user {id}."),
            Some(AppError::Auth(AuthError::Forbidden { needed })) => {
                format!("Ask someone who is {needed}.")
            }
            Some(AppError::Payment(PaymentError::Declined { reason })) => {
                format!("The bank says: {reason}.")
            }
            Some(AppError::Payment(PaymentError::AlreadyPaid { order })) => {
                format!("Order {order} needs no payment.")
            }
            _ => format!("It did not work: {self}."),
        }
    }
}
