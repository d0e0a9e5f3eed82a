//! The errors of what a service calls, as fields of an error: `#[http(transparent)]` gives
//! each one its usual response.
//!
//! A row is one [`UsualProblem`]. The text of such an error stays in the log: it was written for
//! the service, and contains the names of tables, hosts and keys.

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

use http::header::{RETRY_AFTER, WWW_AUTHENTICATE};

use crate::catalog::{Catalog, Entry, HeaderSpec};
use crate::problem::Problem;
use crate::problem_type::ProblemType;
use crate::value::Challenge;

/// What went wrong, as far as the client is concerned.
#[derive(Clone, Copy)]
pub(crate) enum UsualProblem {
    /// A requested row does not exist.
    NoRow,
    /// A unique constraint was violated.
    AlreadyExists,
    /// A store cannot be reached, has no free connection, or asks to try again.
    Unavailable,
    /// An upstream server did not answer in time.
    UpstreamTimeout,
    /// An upstream server could not be reached, or its answer is not valid.
    BadUpstream,
    /// The client's token is not valid.
    InvalidToken,
    /// The client's token has expired.
    ExpiredToken,
    /// Anything else: a masked 500.
    Unmapped,
}

/// In seconds. Longer than a pool takes to free a connection, and short for a person.
const RETRY_AFTER_SECONDS: u64 = 1;

impl UsualProblem {
    fn problem_type(self) -> ProblemType {
        match self {
            Self::NoRow => ProblemType::new(404, "not_found"),
            Self::AlreadyExists => ProblemType::new(409, "already_exists"),
            Self::Unavailable => ProblemType::new(503, "service_unavailable"),
            Self::UpstreamTimeout => ProblemType::new(504, "gateway_timeout"),
            Self::BadUpstream => ProblemType::new(502, "bad_gateway"),
            Self::InvalidToken => ProblemType::new(401, "invalid_token"),
            Self::ExpiredToken => ProblemType::new(401, "token_expired"),
            Self::Unmapped => ProblemType::new(500, "internal_error"),
        }
    }

    pub(crate) fn problem(self) -> Problem {
        match self {
            Self::Unmapped => Problem::unmapped(),
            Self::Unavailable => {
                Problem::of(self.problem_type()).with_retry_after(RETRY_AFTER_SECONDS)
            }
            Self::InvalidToken | Self::ExpiredToken => {
                // RFC 6750 §3.1 has one error code for both.
                let challenge = Challenge::bearer().param("error", "invalid_token");
                Problem::of(self.problem_type()).with_header(WWW_AUTHENTICATE, challenge)
            }
            _ => Problem::of(self.problem_type()),
        }
    }

    /// Returns the catalog of these problems.
    pub(crate) fn catalog(all: &[Self]) -> Catalog {
        Catalog::new(all.iter().filter_map(|it| it.entry()))
    }

    fn entry(self) -> Option<Entry> {
        let text = match self {
            Self::NoRow => "The requested item does not exist.",
            Self::AlreadyExists => "The item already exists.",
            Self::Unavailable => "A part of the service is at its capacity at the moment.",
            Self::UpstreamTimeout => "Another service did not answer in time.",
            Self::BadUpstream => "Another service cannot be reached, or its answer is not valid.",
            Self::InvalidToken => "The token is not valid.",
            Self::ExpiredToken => "The token has expired.",
            Self::Unmapped => return None,
        };
        let entry = Entry::new(self.problem_type()).with_description(text);
        Some(match self {
            Self::Unavailable => entry.with_header(HeaderSpec::new(RETRY_AFTER)),
            Self::InvalidToken | Self::ExpiredToken => {
                entry.with_header(HeaderSpec::new(WWW_AUTHENTICATE))
            }
            _ => entry,
        })
    }
}
