//! The runtime half of [`catchall`](https://docs.rs/catchall): the trait, the
//! problem, and the response that it becomes. Depend on `catchall`, which
//! re-exports all of it beside the derive.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(feature = "tracing"),
    allow(
        dead_code,
        reason = "without an event nobody reads what the log would say"
    )
)]

mod accept;
mod backtrace;
mod catalog;
mod chain;
mod condition;
mod context;
mod convert;
mod delegate;
mod description;
mod detail;
mod displayed;
pub mod field_error;
pub mod format;
#[doc(hidden)]
pub mod framework;
#[cfg(feature = "tonic-0.14")]
mod grpc;
pub mod header;
mod html;
mod http_error;
mod json;
mod level;
mod log;
mod note;
mod outgoing;
mod problem;
mod problem_type;
mod render;
mod selection;
mod sink;
pub mod status;
mod table;
mod uri;

/// What a handler needs on AWS Lambda.
#[cfg(feature = "lambda-http-1")]
pub mod lambda_http_1 {
    pub use crate::framework::lambda_http_1::service_fn;
}

#[cfg(feature = "anyhow")]
mod anyhow;
#[cfg(feature = "eyre")]
mod eyre;

#[doc(hidden)]
pub mod __private;

pub use catalog::{Catalog, Entry};
pub use condition::Condition;
pub use context::RequestContext;
pub use delegate::Delegate;
pub use description::Description;
pub use detail::ToDetail;
pub use field_error::{FieldError, FieldErrors};
pub use format::{Body, Format};
pub use http_error::HttpError;
pub use level::Level;
pub use problem::{ErrorTypes, IntoProblem, OrProblem, Problem};
pub use problem_type::ProblemType;

/// The version of `http` that the public API speaks: `StatusCode`,
/// `HeaderName`, `HeaderValue`, `Method`, `Uri`.
pub use http;

/// The response of an error: plain `http`, which every framework can take.
pub type Response = http::Response<bytes::Bytes>;

/// The result of a handler that fails with a [`Problem`].
pub type Result<T, E = Problem> = std::result::Result<T, E>;
