//! Every way in which an error is sent with a status other than its own.

#![allow(dead_code, reason = "each test uses only some of it")]

use std::sync::Arc;

use catchall::{HttpError, Problem, Response};

/// An error of any type, so that one enum can delegate to all of them.
pub(crate) type Shared = Arc<dyn HttpError + Send + Sync>;

pub(crate) fn shared(error: impl HttpError + Send + Sync + 'static) -> Shared {
    Arc::new(error)
}

macro_rules! statuses {
    ($($name:ident $status:literal,)*) => {
        /// Delegates, and has its own status.
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

        /// Delegates to a `Problem`, and has its own status.
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

fn way(name: &'static str, error: &Shared, convert: impl Fn(Shared) -> Response + 'static) -> Way {
    let error = Arc::clone(error);
    (name, Box::new(move || convert(Arc::clone(&error))))
}

/// Returns the error with this status, set by an outer error or by `with_status`.
pub(crate) fn with_status(status: u16, error: impl HttpError + Send + Sync + 'static) -> Vec<Way> {
    let error = shared(error);
    vec![
        way("outer", &error, move |inner| {
            As::new(status, inner).to_response()
        }),
        way("owned", &error, move |inner| As::new(status, inner).into()),
        way("outer of outer", &error, move |inner| {
            As::Same(shared(As::new(status, inner))).to_response()
        }),
        way("outer of same", &error, move |inner| {
            As::new(status, shared(As::Same(inner))).to_response()
        }),
        way("with_status", &error, move |inner| {
            Problem::from(inner).with_status(status).to_response()
        }),
        way("problem of outer", &error, move |inner| {
            Problem::from(As::new(status, inner)).to_response()
        }),
        way("outer of problem", &error, move |inner| {
            ProblemAs::new(status, inner.into()).to_response()
        }),
    ]
}

/// Returns the error inside others that do not change its status.
pub(crate) fn behind_others(error: impl HttpError + Send + Sync + 'static) -> Vec<Way> {
    let error = shared(error);
    vec![
        way("same", &error, |inner| As::Same(inner).to_response()),
        way("same twice", &error, |inner| {
            As::Same(shared(As::Same(inner))).to_response()
        }),
        way("problem of same", &error, |inner| {
            Problem::from(As::Same(inner)).to_response()
        }),
        way("same of problem", &error, |inner| {
            ProblemAs::Same(inner.into()).to_response()
        }),
    ]
}
