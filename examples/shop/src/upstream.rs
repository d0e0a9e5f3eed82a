//! The payment provider, as a client sees it.

use std::time::Duration;

use catchall::HttpError;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use tokio::task::{JoinError, spawn_blocking};
use ureq::http::header::RETRY_AFTER;

/// The maximum time that the provider may take.
const PATIENCE: Duration = Duration::from_millis(500);

/// The secret that authenticates us to the provider.
const API_KEY: &str = "sk_live_51NotForClients";

/// Why the provider gave no usable response.
#[derive(Debug, Error, HttpError)]
#[http(client, code_prefix = "provider.")]
pub enum UpstreamError {
    /// The provider cannot be reached, or takes too long.
    #[error("the payment provider cannot be called")]
    #[http(502, client = off, code = "unreachable", case(ureq::Error::Timeout(_) => 504, code = "timeout"))]
    Call(#[from] ureq::Error),

    /// The provider limits our calls, and names the time to retry.
    #[error("the payment provider wants fewer calls")]
    #[http(503, retry_after = wait)]
    RateLimited {
        /// How long to wait.
        wait: Option<Duration>,
    },

    /// The provider's response is not a documented one.
    #[error("the payment provider answers {status}: {body}")]
    #[http(502, client = off)]
    BadAnswer {
        /// The status.
        status: u16,
        /// The body.
        body: String,
        /// The reason why it cannot be read.
        source: Option<serde_json::Error>,
    },

    /// The thread that called the provider panicked.
    #[error("the task of the payment ended early")]
    Task(#[from] JoinError),
}

/// The provider's decision.
#[derive(Debug)]
pub(crate) enum Decision {
    /// Accepted.
    Approved(Approval),
    /// Declined.
    Declined(Refusal),
}

/// A payment that went through.
#[derive(Debug, Deserialize)]
pub(crate) struct Approval {
    /// The provider's number of the payment.
    pub(crate) reference: String,
}

/// A payment that was declined.
#[derive(Debug, Deserialize)]
pub(crate) struct Refusal {
    /// The text for the customer.
    pub(crate) reason: String,
}

/// The request to the provider.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Charge {
    /// The number of the card.
    pub(crate) card: String,
    /// In cents.
    pub(crate) amount: i64,
}

/// The client of the payment provider.
#[derive(Clone, Debug)]
pub(crate) struct Provider {
    agent: ureq::Agent,
    url: String,
}

impl Provider {
    /// Creates a client of the provider at this address.
    pub(crate) fn new(url: String) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .build();
        Self {
            agent: config.into(),
            url,
        }
    }

    /// Requests the payment.
    pub(crate) async fn charge(&self, charge: Charge) -> Result<Decision, UpstreamError> {
        let client = self.clone();
        spawn_blocking(move || client.charge_blocking(&charge)).await?
    }

    fn charge_blocking(&self, charge: &Charge) -> Result<Decision, UpstreamError> {
        let mut response = self
            .agent
            .post(&self.url)
            .header("authorization", format!("Bearer {API_KEY}"))
            .send_json(charge)?;
        let status = response.status().as_u16();
        if status == 429 {
            let wait = response
                .headers()
                .get(RETRY_AFTER)
                .and_then(|value| value.to_str().ok()?.parse().ok())
                .map(Duration::from_secs);
            return Err(UpstreamError::RateLimited { wait });
        }
        let body = response.body_mut().read_to_string()?;
        let decision = match status {
            200 => serde_json::from_str(&body).map(Decision::Approved),
            402 => serde_json::from_str(&body).map(Decision::Declined),
            _ => {
                let source = None;
                return Err(UpstreamError::BadAnswer {
                    status,
                    body,
                    source,
                });
            }
        };
        decision.map_err(|error| UpstreamError::BadAnswer {
            status,
            body,
            source: Some(error),
        })
    }
}
