#![doc = include_str!("../README.md")]

pub use catchall_core::{
    Body, Catalog, Condition, Decision, Delegate, Delegation, Description, Entry, ErrorTypes,
    FieldError, FieldErrors, ForeignResponse, Format, FromProblem, HttpError, IntoProblem, Level,
    OrProblem, Problem, ProblemType, RequestContext, Response, ResponseError, Result, ToDetail,
    bounds, catalog, disable_stderr_fallback, field_error, format, header, http, log, only, status,
};
#[doc = include_str!("reference.md")]
pub use catchall_derive::HttpError;

#[cfg(feature = "docs")]
pub use catchall_core::ProblemDocs;
#[cfg(feature = "lambda-http-1")]
pub use catchall_core::lambda_http_1;
#[cfg(feature = "tower-0.5-retry")]
pub use catchall_core::retry;
#[cfg(feature = "boundary")]
pub use catchall_core::{
    ErrorBoundary, ErrorReport, HookIsSet, InCurrentRequest, OwnedErrorReport, in_current_request,
    on_error, service,
};
#[cfg(feature = "fluent")]
pub use catchall_core::{InvalidTranslations, Translations};
#[cfg(feature = "testing")]
pub use catchall_core::{assert_catalog, assert_problem, testing};

#[cfg(all(feature = "rocket-0.5", feature = "boundary"))]
pub use catchall_core::rocket_0_5;

#[cfg(all(feature = "worker-0.8", feature = "boundary"))]
pub use catchall_core::worker_0_8;

#[doc(hidden)]
pub use catchall_core::__private;

// Pages for rustdoc, without code.
#[cfg(any(doc, doctest))]
pub mod guide;
