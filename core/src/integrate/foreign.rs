//! The errors of what a service calls, as fields of an error: `#[http(transparent)]` gives
//! each the response that is usual for it.
//!
//! A row is one [`UsualProblem`]. The text of such an error stays in the log: it was written for
//! the service, and has the names of tables, hosts and keys.

#[cfg(feature = "diesel-2")]
mod diesel;
#[cfg(feature = "io")]
mod io;
#[cfg(feature = "jsonwebtoken-11")]
mod jsonwebtoken;
#[cfg(feature = "redis-1")]
mod redis;
#[cfg(any(feature = "reqwest-0.12", feature = "reqwest-0.13"))]
mod reqwest;
#[cfg(feature = "rusqlite-0.40")]
mod rusqlite;
#[cfg(any(feature = "sea-orm-1", feature = "sea-orm-2"))]
mod sea_orm;
#[cfg(any(feature = "sqlx-0.8", feature = "sqlx-0.9"))]
mod sqlx;
#[cfg(feature = "tokio-1")]
mod tokio;

use crate::problem::Problem;
use crate::value::Challenge;

/// What went wrong there, as far as the client is concerned.
#[derive(Clone, Copy)]
pub(crate) enum UsualProblem {
    /// A row that was asked for is not there.
    NoRow,
    /// A unique constraint was violated.
    AlreadyExists,
    /// A store cannot be reached or has no connection left, or asks to try again.
    Unavailable,
    /// An upstream server did not answer in time.
    UpstreamTimeout,
    /// An upstream server could not be reached, or its answer is no answer.
    BadUpstream,
    /// The client's token is not valid.
    InvalidToken,
    /// The client's token was valid.
    ExpiredToken,
    /// Anything else: a masked 500.
    Unmapped,
}

/// In seconds. Longer than a pool takes to free a connection, and short to a person.
const RETRY_AFTER: u64 = 1;

impl UsualProblem {
    pub(crate) fn problem(self) -> Problem {
        let unauthorized = || {
            // RFC 6750 §3.1 has one error for both.
            Problem::unauthorized(Challenge::bearer().param("error", "invalid_token"))
        };
        match self {
            Self::NoRow => Problem::not_found(),
            Self::AlreadyExists => Problem::conflict().with_code("already_exists"),
            Self::Unavailable => Problem::service_unavailable().with_retry_after(RETRY_AFTER),
            Self::UpstreamTimeout => Problem::gateway_timeout(),
            Self::BadUpstream => Problem::bad_gateway(),
            Self::InvalidToken => unauthorized().with_code("invalid_token"),
            Self::ExpiredToken => unauthorized().with_code("token_expired"),
            Self::Unmapped => Problem::unmapped(),
        }
    }
}
