//! Every way in which an error is sent with another status than its own.

#![allow(dead_code, reason = "each test uses another part")]

use std::sync::Arc;

use catchall::{HttpError, Problem, Response};

/// An error of any type, so that one enum delegates to all of them.
pub(crate) type Shared = Arc<dyn HttpError + Send + Sync>;

pub(crate) fn shared(error: impl HttpError + Send + Sync + 'static) -> Shared {
    Arc::new(error)
}

macro_rules! statuses {
    ($($name:ident $status:literal,)*) => {
        /// Delegates, and says a status of its own.
        #[derive(Debug, thiserror::Error, HttpError)]
        #[error("the outer error")]
        pub(crate) enum As {
            #[http(transparent)]
            Same(Shared),
            $(
                #[http($status, transparent)]
                $name(Shared),
            )*
        }

        /// The same around a `Problem`.
        #[derive(Debug, thiserror::Error, HttpError)]
        #[error("the outer error")]
        pub(crate) enum ProblemAs {
            #[http(transparent)]
            Same(Problem),
            $(
                #[http($status, transparent)]
                $name(Problem),
            )*
        }

        impl As {
            #[track_caller]
            pub(crate) fn new(status: u16, inner: Shared) -> Self {
                match status {
                    $($status => Self::$name(inner),)*
                    _ => panic!("no variant has the status {status}"),
                }
            }
        }

        impl ProblemAs {
            #[track_caller]
            pub(crate) fn new(status: u16, inner: Problem) -> Self {
                match status {
                    $($status => Self::$name(inner),)*
                    _ => panic!("no variant has the status {status}"),
                }
            }
        }
    };
}

statuses! {
    Forbidden 403,
    NotFound 404,
    Conflict 409,
    Gone 410,
    Unprocessable 422,
    Internal 500,
    BadGateway 502,
    Unavailable 503,
}

pub(crate) type Way = (&'static str, Box<dyn Fn() -> Response>);

fn way(name: &'static str, convert: impl Fn() -> Response + 'static) -> Way {
    (name, Box::new(convert))
}

/// The error with this status, which an outer error or `with_status` says.
pub(crate) fn with_status(
    status: u16,
    error: impl HttpError + Send + Sync + 'static,
) -> Vec<Way> {
    let error: Shared = Arc::new(error);
    let inner = || Arc::clone(&error);
    let [a, b, c, d, e, f, g] = std::array::from_fn(|_| inner());
    vec![
        way("outer", move || As::new(status, a.clone()).to_response()),
        way("owned", move || Response::from(As::new(status, b.clone()))),
        way("outer of outer", move || {
            As::Same(Arc::new(As::new(status, c.clone()))).to_response()
        }),
        way("outer of same", move || {
            As::new(status, Arc::new(As::Same(d.clone()))).to_response()
        }),
        way("with_status", move || {
            Problem::from(e.clone()).with_status(status).to_response()
        }),
        way("problem of outer", move || {
            Problem::from(As::new(status, f.clone())).to_response()
        }),
        way("outer of problem", move || {
            ProblemAs::new(status, g.clone().into()).to_response()
        }),
    ]
}

/// The error behind others that leave its status as it is.
pub(crate) fn behind_others(error: impl HttpError + Send + Sync + 'static) -> Vec<Way> {
    let error: Shared = Arc::new(error);
    let inner = || Arc::clone(&error);
    let [a, b, c, d] = std::array::from_fn(|_| inner());
    vec![
        way("same", move || As::Same(a.clone()).to_response()),
        way("same twice", move || {
            As::Same(Arc::new(As::Same(b.clone()))).to_response()
        }),
        way("problem of same", move || {
            Problem::from(As::Same(c.clone())).to_response()
        }),
        way("same of problem", move || {
            ProblemAs::Same(d.clone().into()).to_response()
        }),
    ]
}
