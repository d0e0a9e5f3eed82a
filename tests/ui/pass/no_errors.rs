//! Fields that the text of a 4xx may show, and that are not errors.

use catchall::{FieldErrors, HttpError};

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt::{self, Debug, Display};
use std::sync::Arc;
use std::time::Duration;

#[derive(Clone, Debug)]
struct Id(u64);

impl Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.0, f)
    }
}

type Names = Vec<String>;

#[derive(Debug, thiserror::Error)]
#[error("failed")]
struct Failure;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("no user {0}")]
    #[http(404)]
    Own(Id),
    #[error("no user {id:?}, but {names:?}")]
    #[http(404)]
    Named { id: Option<Arc<Id>>, names: Names },
    #[error("the request has {} invalid fields", errors.len())]
    #[http(422)]
    Invalid {
        #[http(member)]
        errors: FieldErrors,
    },
    #[error("invalid: {0:?}")]
    #[http(422)]
    Many(Vec<FieldErrors>),
    #[error("wait for {0:?}: {1} {2:?} {3:?}")]
    #[http(429)]
    Plain(Duration, String, [u8; LENGTH], (u8, Cow<'static, str>)),
    #[error("{0:?} {1:?} {2:?}")]
    #[http(400)]
    Maps(HashMap<String, Id>, BTreeMap<Cow<'static, str>, Names>, (u8, Id)),
    #[error("{0:?}")]
    #[http(400)]
    Itself(Vec<Id>, Option<fn(&Self)>),
    #[error("no user {id}")]
    #[http(404)]
    NotShown { id: Id, cause: Failure },
    #[error("no user: {0}")]
    #[http(404, detail = "no user")]
    Said(Failure),
    #[error("no user: {0}")]
    #[http(404, hide)]
    Hidden(Failure),
    #[error("no user: {0}")]
    #[http(404, expose)]
    Exposed(Failure),
    #[error("no user: {0}")]
    #[http(503)]
    Masked(Failure),
    #[error("no user: {0}")]
    Unmapped(Failure),
    #[error("no user: {0}")]
    #[http(transparent)]
    Delegated(#[from] Inner),
}

const LENGTH: usize = 2;

#[derive(Debug, thiserror::Error, HttpError)]
#[error("no user")]
#[http(404)]
struct Inner;

#[derive(Debug, thiserror::Error, HttpError)]
enum Generic<'a, T: Display + Debug, const N: usize> {
    #[error("no {0}")]
    #[http(404)]
    Parameter(T),
    #[error("no {0:?}, but {1:?}")]
    #[http(404)]
    Array([Id; N], Option<&'a [T]>),
    #[error("no {0:?}")]
    #[http(404)]
    Itself(Option<&'a Self>),
    #[error("no {0}, but {1}")]
    #[http(404)]
    Reference(&'a str, &'a Id),
    #[error("no {0:?}")]
    #[http(404)]
    Callback(for<'b> fn(&'b Id) -> &'b Id),
}

fn main() {}
