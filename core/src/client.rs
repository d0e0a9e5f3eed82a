//! An error of another service, read back as a value: a response becomes a
//! [`Problem`], and the problem becomes the error enum that the service derived it
//! from.

pub(crate) mod reader;
mod response;

use std::error::Error;
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use http::{HeaderMap, StatusCode};

pub use self::response::ForeignResponse;
use crate::problem::Problem;

/// An error type that can be read back from the problem that a service sent.
///
/// `#[http(client)]` on the service's enum implements it. The problem type decides which
/// variant it is: by its type URI, or by its code if the type is `about:blank`. The fields
/// are read from the members, the headers and the detail in which the enum sends them. A
/// member of the wrong type is ignored, as RFC 9457 §3.1 requires, and then the problem is
/// not this variant, unless the field is an `Option`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read back from a response",
    label = "needs `catchall::FromProblem`",
    note = "write `#[http(client)]` on its derive, or `client = off` on the variant that \
            delegates to it, so that a client gets a `Problem`"
)]
pub trait FromProblem: Sized {
    /// Converts a problem into this error.
    ///
    /// # Errors
    ///
    /// Returns the problem itself if this error does not know its type.
    fn from_problem(problem: Problem) -> Result<Self, Problem>;

    /// Reads the error from a response with this status, these headers and this body.
    /// Works with any HTTP client.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use catchall::{FromProblem, Problem, ResponseError};
    /// use http::{HeaderMap, StatusCode};
    ///
    /// # fn main() {
    /// # let mut headers = HeaderMap::new();
    /// # headers.insert("content-type", "application/problem+json".parse().unwrap());
    /// # let body = r#"{"title":"Not Found","code":"no_such_user"}"#;
    /// // `Problem` stands in for the error enum of the service here.
    /// match Problem::read_response(StatusCode::NOT_FOUND, &headers, body.as_bytes()) {
    ///     ResponseError::Typed(error) => assert_eq!(error.code(), "no_such_user"),
    ///     ResponseError::Problem(problem) => panic!("another type of problem: {problem}"),
    ///     ResponseError::Foreign(response) => panic!("no problem: {response}"),
    /// }
    /// # }
    /// ```
    #[must_use]
    fn read_response(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> ResponseError<Self> {
        match Problem::from_response(status, headers, body) {
            Ok(problem) => match Self::from_problem(problem) {
                Ok(error) => ResponseError::Typed(error),
                Err(problem) => ResponseError::Problem(problem),
            },
            Err(response) => ResponseError::Foreign(response),
        }
    }
}

/// What went wrong, according to the response of another service.
#[derive(Debug)]
pub enum ResponseError<E> {
    /// An error of the type that the service is known to return.
    Typed(E),
    /// A problem of a type that `E` does not know.
    Problem(Problem),
    /// Not a problem, but for instance the error page of a proxy.
    Foreign(ForeignResponse),
}

impl<E: fmt::Display> fmt::Display for ResponseError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Typed(error) => error.fmt(f),
            Self::Problem(problem) => problem.fmt(f),
            Self::Foreign(response) => response.fmt(f),
        }
    }
}

impl<E: Error> Error for ResponseError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Typed(error) => error.source(),
            Self::Problem(problem) => problem.source(),
            Self::Foreign(_) => None,
        }
    }
}

/// Reads any problem as it is.
impl FromProblem for Problem {
    fn from_problem(problem: Problem) -> Result<Self, Problem> {
        Ok(problem)
    }
}

macro_rules! pointers {
    ($($pointer:ident)*) => {$(
        impl<E: FromProblem> FromProblem for $pointer<E> {
            fn from_problem(problem: Problem) -> Result<Self, Problem> {
                E::from_problem(problem).map(Self::new)
            }
        }
    )*};
}

pointers!(Box Arc Rc);
