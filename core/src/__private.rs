//! For generated code only: nothing here is public API.

use std::error::Error;

pub use http::StatusCode;
pub use http::header::{HeaderName, HeaderValue};

pub use crate::body::json::escape_to_string;
pub use crate::catalog::collect::{Collector, Selection};
pub use crate::client::reader::{
    FromHeader, FromMember, FromRetryAfter, FromStatus, FromText, ProblemReader,
};
pub use crate::describe::chain::{
    Attached, ChainStart, Contexts, Downcast, NoContexts, SourceChain, Start, StartDeep, StartHere,
    StartInside, StartNowhere,
};
pub use crate::describe::delegate::Delegate;
pub use crate::describe::evidence::Evidence;
pub use crate::describe::held::{Held, HeldError, HeldNested, HeldOptional, HeldOther};
pub use crate::describe::probe;
pub use crate::finish::{Finish, Finishing};
pub use crate::http_error::{AsHttpError, Searched, SearchedLocal, SearchedOther};
pub use crate::level::Level;
pub use crate::status::registered;
pub use crate::table::{A_CASE, Header, More, Rule, Table};
pub use crate::value::code::{AnyCode, CodeText, CodeValue, OptionalCode};
pub use crate::value::displayed::Displayed;
pub use crate::value::json_type::{JsonType, JsonTypeOf, NoJsonType};
pub use crate::{
    __actix_web as actix_web, __aide as aide, __axum as axum, __is_error as is_error,
    __lambda_http as lambda_http, __meant as meant, __pattern as pattern, __poem as poem,
    __poem_openapi as poem_openapi, __rocket as rocket, __rocket_okapi as rocket_okapi,
    __salvo as salvo, __salvo_oapi as salvo_oapi, __tonic as tonic, __utoipa as utoipa,
    __value as value, __warp as warp, __web as web, __worker as worker,
};

use crate::catalog::Catalog;
use crate::http_error::{self, HttpError};
use crate::request::RequestContext;
use crate::response::Response;

/// Makes the response of an error, for a request that may be known.
#[must_use]
pub fn respond(error: &dyn HttpError, context: Option<&RequestContext>) -> Response {
    http_error::respond(error, context)
}

/// Returns the response to an error, and drops the error.
#[must_use]
pub fn into_response<E: HttpError>(error: E) -> Response {
    http_error::respond(&error, None)
}

/// Returns the table of a type.
// Not `<Self as HttpError>::__table()` in generated code: for a type that is not an error, that
// would cause a second message.
#[inline]
#[must_use]
pub fn table<E: HttpError>() -> &'static Table {
    E::__table()
}

/// Returns the error as one that can be downcast.
// Not `Some(error)` in generated code: for a type that is not an error, that would
// cause a second message.
#[must_use]
pub fn typed<'e>(error: &'e (dyn HttpError + 'static)) -> Option<&'e (dyn Error + 'static)> {
    Some(error)
}

/// Returns the catalog of an error, limited to these variants of it and of the errors
/// that it delegates to.
#[must_use]
pub fn only<E: Delegate>(selections: Vec<Selection>) -> Catalog {
    let mut collector = Collector::only(selections);
    E::__catalog(&mut collector);
    collector.finish()
}

/// A type that can be sent between threads.
#[diagnostic::on_unimplemented(
    message = "`#[http(web)]` needs an error that can be sent between threads, and `{Self}` cannot",
    label = "must be `Send + Sync + 'static`",
    note = "write `Arc` instead of `Rc` and `Mutex` instead of `RefCell` in its fields, or name \
            the frameworks instead of `web`, such as `axum`"
)]
pub trait Sent {}

// With one bound, rustc reports the error itself and not each trait that it lacks.
#[diagnostic::do_not_recommend]
impl<E: Send + Sync + 'static> Sent for E {}

/// The bound of a generic member. serde's trait is not exported, so that rustc names
/// it by the path that the user knows.
pub trait MemberValue: serde_core::Serialize {}

impl<T: serde_core::Serialize + ?Sized> MemberValue for T {}

/// What `#[http(web)]` requires of a type, with or without a framework.
pub trait Web: Sent {}

/// A value that may not parse as an expression. Inside a macro call, rustc reports
/// what is wrong with it once, and the rest of the generated code stays.
#[doc(hidden)]
#[macro_export]
macro_rules! __value {
    ($value:expr) => {
        $value
    };
}

/// A pattern that may not parse, in the same way.
#[doc(hidden)]
#[macro_export]
macro_rules! __pattern {
    ($pattern:pat) => {
        $pattern
    };
}
