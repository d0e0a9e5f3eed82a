//! A lifetime is not a problem. A type with a parameter is judged by the
//! parameter's bounds.

use catchall::HttpError;

use std::error::Error;
use std::fmt::{self, Debug, Display};

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Failure<'a>(&'a str);

type Cause<'a> = Box<dyn Error + 'a>;

#[derive(Debug, HttpError)]
enum Borrowed<'a> {
    #[http(409)]
    Reference(&'a Failure<'a>),

    #[http(409)]
    Boxed { cause: Cause<'a> },

    #[http(409)]
    Itself(Option<&'a Self>),
}

impl Display for Borrowed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl Error for Borrowed<'_> {}

#[derive(Debug, thiserror::Error, HttpError)]
enum Bounded<T: Error + 'static, U, V: Debug>
where
    U: std::error::Error,
{
    #[error("failed: {0}")]
    #[http(409)]
    First(T),

    #[error("failed: {0:?}")]
    #[http(409)]
    Second(Vec<U>),

    #[error("failed: {0:?} {1:?}")]
    #[http(409)]
    Beside(V, Failure<'static>),
}

fn main() {}
