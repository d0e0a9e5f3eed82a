#![doc = include_str!("../README.md")]

pub use catchall_core::{
    Body, Catalog, Condition, Delegate, Description, Entry, ErrorTypes, FieldError, FieldErrors,
    Format, HttpError, IntoProblem, Level, OrProblem, Problem, ProblemType, RequestContext,
    Response, Result, ToDetail, field_error, format, header, http, status,
};
/// Makes each variant of an error enum, or a struct, the right HTTP response.
///
/// The [crate documentation](crate) has the table of every key of
/// `#[http(...)]`, and says what a macro for `via = ::path::to::macro` is
/// [given](crate#a-framework-that-catchall-does-not-know).
pub use catchall_derive::HttpError;

#[cfg(feature = "lambda-http-1")]
pub use catchall_core::lambda_http_1;

#[doc(hidden)]
pub use catchall_core::__private;
