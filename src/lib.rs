#![doc = include_str!("../README.md")]

pub use catchall_core::{
    Body, Catalog, Condition, Decision, Delegate, Delegation, Description, Entry, ErrorTypes,
    FieldError, FieldErrors, Format, HttpError, IntoProblem, Level, OrProblem, Problem,
    ProblemType, RequestContext, Response, Result, ToDetail, bounds, disable_stderr_fallback,
    field_error, format, header, http, log, status,
};
/// Makes each variant of an error enum, or a struct, the right HTTP response.
///
/// ```
/// use catchall::HttpError;
///
/// #[derive(Debug, thiserror::Error, HttpError)]
/// enum AppError {
///     #[error("no user {id}")]
///     #[http(404)]
///     UserNotFound { id: u64 },
///
///     #[error("slow down")]
///     #[http(429, code = "rate_limited", retry_after = *seconds)]
///     Limited { seconds: u64 },
///
///     #[error("database error")]
///     Database(#[from] std::io::Error), // a masked, logged 500
/// }
///
/// assert_eq!(AppError::UserNotFound { id: 7 }.status(), 404);
/// ```
///
/// `#[http(...)]` stands on the [type](crate#on-an-enum-or-struct), on a
/// [variant](crate#on-a-variant-and-on-a-struct) and on a
/// [field](crate#on-a-field): the tables there have every key, and say [what is
/// refused](crate#what-the-compiler-refuses). A macro for `via =
/// ::path::to::macro` is
/// [given](crate#a-framework-that-catchall-does-not-know) what no later version
/// changes.
pub use catchall_derive::HttpError;

#[cfg(feature = "lambda-http-1")]
pub use catchall_core::lambda_http_1;

#[doc(hidden)]
pub use catchall_core::__private;
