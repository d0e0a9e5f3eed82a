//! For generated code only: nothing here is public API.

pub use std::borrow::Cow;

pub use http::StatusCode;
pub use http::header::{HeaderName, HeaderValue};

pub use serde_core::Serialize;

pub use crate::body::json::escape_to_string;
pub use crate::describe::chain::{Downcast, SourceChain, downcast};
pub use crate::describe::probe;
pub use crate::status::ROWS;
pub use crate::table::{A_CASE, Header, Row, Table};
pub use crate::value::backtrace::{Held, NoBacktrace};
pub use crate::value::displayed::Displayed;
pub use crate::{
    __actix_web as actix_web, __axum as axum, __is_error as is_error, __lambda_http as lambda_http,
    __poem as poem, __rocket as rocket, __salvo as salvo, __tonic as tonic, __warp as warp,
    __web as web, __worker as worker,
};
pub use crate::{Delegate, Level};

use crate::convert::{self, Subject};
use crate::{HttpError, RequestContext, Response};

/// The response of an error, to a request that may be known.
#[must_use]
pub fn respond(error: &dyn HttpError, context: Option<&RequestContext>) -> Response {
    convert::respond(error, context)
}

/// The status, without a response.
#[must_use]
pub fn status(error: &dyn HttpError) -> StatusCode {
    convert::select(Subject::Error(error)).status_code()
}

/// The code, without a response.
#[must_use]
pub fn code(error: &dyn HttpError) -> Cow<'static, str> {
    convert::select(Subject::Error(error)).code()
}

/// What `#[http(web)]` demands of a type, with or without a framework.
#[diagnostic::on_unimplemented(
    message = "`#[http(web)]` needs an error that can be sent between threads",
    label = "must be `Send + Sync + 'static`"
)]
pub trait Web: Send + Sync + 'static {}
