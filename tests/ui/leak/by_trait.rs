//! Errors that are not visible in the name of their type, but only through its trait.

use catchall::HttpError;

use std::error::Error;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::Arc;

type Db = io::Error;
type Failures = Vec<io::Error>;

#[derive(Debug, thiserror::Error)]
#[error("password")]
struct Failure;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("no row: {0}")]
    #[http(404)]
    Alias(Db),

    #[error("failed: {cause}")]
    #[http(409)]
    Renamed { id: u64, cause: Failure },

    #[error("failed: {}", cause)]
    #[http(409)]
    Argument { cause: Failure },

    #[error("failed: {0:?}")]
    #[http(409)]
    Optional(Option<Arc<Failure>>),

    #[error("failed: {0:?}")]
    #[http(409)]
    Pinned(Pin<Box<dyn Error>>),

    #[error("failed: {0:?}")]
    #[http(409)]
    Many(Vec<io::Error>),

    #[error("failed: {0:?}")]
    #[http(409)]
    ManyBehindAnAlias(Failures),

    #[error("failed: {0:?}")]
    #[http(409)]
    Tuple((Failure, u8)),

    #[error("failed: {0:?}")]
    #[http(409)]
    Array([Failure; 2]),

    #[error("failed: {0:?}")]
    #[http(409)]
    Itself(Box<Self>),

    #[error("upstream: {0}")]
    #[http(status = _1)]
    Dynamic(Failure, u16),

    #[error("failed: {0:?}")]
    #[http(case(_, true => 409))]
    Case(Failure, bool),

    #[error("failed: {0:?} and {1:?}")]
    #[http(409)]
    OneMessage(Failure, Failure),
}

#[derive(Debug, HttpError)]
#[http(404)]
struct ByHand {
    cause: Failure,
}

impl fmt::Display for ByHand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause.fmt(f)
    }
}

impl Error for ByHand {}

fn main() {}
