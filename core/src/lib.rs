//! The runtime half of [`catchall`](https://docs.rs/catchall): the trait, the
//! problem, and the response that it becomes. Depend on `catchall`, which
//! re-exports all of it together with the derive.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(feature = "tracing"),
    allow(dead_code, reason = "only the log reads it")
)]

mod body;
#[cfg(feature = "boundary")]
mod boundary;
pub mod catalog;
mod caught;
mod client;
mod convert;
mod describe;
#[allow(dead_code, reason = "each crate and each feature uses only some of it")]
mod facts;
mod finish;
#[cfg(any(feature = "docs", feature = "tracing"))]
mod fnv;
#[allow(dead_code, reason = "each crate uses only some of it")]
mod grammar;
mod http_error;
mod integrate;
mod level;
mod note;
mod problem;
#[cfg(feature = "docs")]
mod problem_docs;
mod problem_type;
#[allow(dead_code, reason = "each crate uses only some of it")]
mod record;
mod request;
mod response;
#[cfg(feature = "tower-0.5-retry")]
#[cfg_attr(docsrs, doc(cfg(feature = "tower-0.5-retry")))]
pub mod retry;
pub mod status;
mod table;
#[cfg(feature = "tracing")]
mod target;
#[cfg(feature = "testing")]
#[cfg_attr(docsrs, doc(cfg(feature = "testing")))]
pub mod testing;
#[cfg(feature = "fluent")]
mod translations;
mod value;

#[doc(inline)]
pub use body::format;
#[doc(inline)]
pub use integrate::field_error;
#[doc(hidden)]
pub use integrate::framework;
#[doc(hidden)]
pub use integrate::openapi;

/// Types for the values of response headers.
pub mod header {
    pub use crate::value::{
        Challenge, ContentRange, InvalidValue, Link, RateLimit, RateLimitPolicy, ToHeaderValue,
        ToLocation, ToMetadata, ToRetryAfter,
    };
}

/// What a handler needs on AWS Lambda.
#[cfg(feature = "lambda-http-1")]
pub mod lambda_http_1 {
    pub use crate::framework::lambda_http_1::service_fn;
}

/// What a guard needs in Rocket.
#[cfg(all(feature = "rocket-0.5", feature = "boundary"))]
pub mod rocket_0_5 {
    pub use crate::framework::rocket_0_5::failure;
}

/// What a worker of Cloudflare needs.
#[cfg(all(feature = "worker-0.8", feature = "boundary"))]
pub mod worker_0_8 {
    pub use crate::framework::worker_0_8::fetch;
}

#[doc(hidden)]
pub mod __private;

/// The traits that rustc names if a value, a function or an error does not have
/// the type that a key takes. There is nothing to call.
pub mod bounds {
    pub use crate::__private::Sent;
    pub use crate::client::reader::{FromHeader, FromMember, FromRetryAfter, FromStatus, FromText};
    pub use crate::describe::chain::ChainStart;
    pub use crate::finish::Finish;
    pub use crate::value::code::CodeText;
    pub use crate::value::grpc_code::ToGrpcCode;
}

pub use body::format::Body;
#[cfg(feature = "boundary")]
pub use boundary::{ErrorBoundary, service};
#[doc(inline)]
pub use catalog::{Catalog, Entry};
pub use client::{ForeignResponse, FromProblem, ResponseError};
#[cfg(feature = "boundary")]
pub use convert::log::report::{ErrorReport, HookIsSet, OwnedErrorReport, on_error};
pub use convert::log::stderr::disable_stderr_fallback;
#[cfg(feature = "boundary")]
pub use convert::scope::{InCurrentRequest, in_current_request};
pub use describe::decision::Decision;
pub use describe::delegate::Delegate;
pub use describe::description::Description;
pub use describe::subject::Delegation;
pub use http_error::{HttpError, log};
pub use integrate::field_error::{FieldError, FieldErrors};
pub use level::Level;
pub use problem::{ErrorTypes, Format, IntoProblem, OrProblem, Problem};
#[cfg(feature = "docs")]
pub use problem_docs::ProblemDocs;
pub use problem_type::ProblemType;
pub use request::RequestContext;
pub use response::Response;
#[cfg(feature = "fluent")]
pub use translations::{InvalidTranslations, Translations};
pub use value::condition::Condition;
pub use value::detail::ToDetail;

/// The version of `http` in the public API: `StatusCode`,
/// `HeaderName`, `HeaderValue`, `Method`, `Uri`.
pub use http;

/// The result of a handler that fails with a [`Problem`].
pub type Result<T, E = Problem> = std::result::Result<T, E>;
