//! For generated code only: nothing here is public API.

pub use std::borrow::Cow;
use std::error::Error;

pub use http::StatusCode;
pub use http::header::{HeaderName, HeaderValue};

pub use serde_core::Serialize;

pub use crate::body::json::escape_to_string;
pub use crate::describe::chain::{Attached, Contexts, Downcast, NoContexts, SourceChain};
pub use crate::describe::delegate::Delegate;
pub use crate::describe::evidence::Evidence;
pub use crate::describe::held::{Held, HeldError, HeldOptional, HeldOther};
pub use crate::describe::probe;
pub use crate::finish::Finishing;
pub use crate::http_error::{Searched, SearchedLocal, SearchedOther};
pub use crate::level::Level;
pub use crate::status::registered;
pub use crate::table::{A_CASE, Header, Row, Rule, Table, TypeWide};
pub use crate::target::Target;
pub use crate::value::code::{AnyCode, CodeValue};
pub use crate::value::displayed::Displayed;
pub use crate::{
    __actix_web as actix_web, __axum as axum, __is_error as is_error, __lambda_http as lambda_http,
    __pattern as pattern, __poem as poem, __rocket as rocket, __salvo as salvo, __tonic as tonic, __value as value, __warp as warp,
    __web as web, __worker as worker,
};

use crate::convert::decide;
use crate::http_error::{self, HttpError};
use crate::request::RequestContext;
use crate::response::Response;

/// The response of an error, to a request that may be known.
#[must_use]
pub fn respond(error: &dyn HttpError, context: Option<&RequestContext>) -> Response {
    http_error::respond(error, context)
}

/// The error as one that can be downcast.
// Not `Some(error)` in generated code: for a type that is no error, this would be a
// second message.
#[must_use]
pub fn typed<'e>(error: &'e (dyn HttpError + 'static)) -> Option<&'e (dyn Error + 'static)> {
    Some(error)
}

/// The status, without a response.
#[must_use]
pub fn status(error: &dyn HttpError) -> StatusCode {
    decide::status(&error)
}

/// The code, without a response.
#[must_use]
pub fn code(error: &dyn HttpError) -> Cow<'static, str> {
    decide::code(&error)
}

/// What `#[http(web)]` demands of a type, with or without a framework.
#[diagnostic::on_unimplemented(
    message = "`#[http(web)]` needs an error that can be sent between threads",
    label = "must be `Send + Sync + 'static`"
)]
pub trait Web: Send + Sync + 'static {}

/// A value that the derive does not know to be one. In a macro call, rustc reports
/// what is wrong with it once, and the rest of the generated code is there.
#[doc(hidden)]
#[macro_export]
macro_rules! __value {
    ($value:expr) => {
        $value
    };
}

/// The same for a pattern.
#[doc(hidden)]
#[macro_export]
macro_rules! __pattern {
    ($pattern:pat) => {
        $pattern
    };
}
