//! One failure, as `on_error` is given it.

use std::error::Error;
use std::fmt;

use http::StatusCode;

use super::event::Event;
use crate::request::RequestContext;

/// What is called with each failure.
pub(crate) type Hook = dyn Fn(&ErrorReport<'_>) + Send + Sync;

/// One failure: what the log event says, the request, and the error itself.
///
/// [`ErrorBoundary::on_error`](crate::ErrorBoundary::on_error) is called with it.
pub struct ErrorReport<'a> {
    event: &'a Event<'a>,
    sources: &'a [String],
    request: Option<&'a RequestContext>,
    error: Option<&'a (dyn Error + 'static)>,
}

impl<'a> ErrorReport<'a> {
    pub(crate) fn new(
        event: &'a Event<'a>,
        sources: &'a [String],
        request: Option<&'a RequestContext>,
        error: Option<&'a (dyn Error + 'static)>,
    ) -> Self {
        Self {
            event,
            sources,
            request,
            error,
        }
    }

    /// The status of the response, `None` where there is none.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        StatusCode::from_u16(self.event.status?).ok()
    }

    /// The stable machine-readable name of the problem type.
    #[must_use]
    pub fn code(&self) -> &str {
        self.event.code.unwrap_or_default()
    }

    /// The name of the error's type, and of its variant.
    #[must_use]
    pub fn type_name(&self) -> &str {
        self.event.name.unwrap_or_default()
    }

    /// The text of the error.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.event.text
    }

    /// The texts of its sources and of the errors that it delegates to, from the outside
    /// in.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.sources.iter().map(String::as_str)
    }

    /// The private context, `name=value` separated by spaces.
    #[must_use]
    pub fn context(&self) -> Option<&str> {
        self.event.context
    }

    /// The frames of the stack, where an error has them.
    #[must_use]
    pub fn stacktrace(&self) -> Option<&str> {
        self.event.backtrace
    }

    /// Equal for failures that are of one kind, in every run of the program: for the
    /// grouping of events.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        self.event.fingerprint.unwrap_or_default()
    }

    /// The request.
    #[must_use]
    pub fn request(&self) -> Option<&RequestContext> {
        self.request
    }

    /// The error itself, where it can be downcast: its type borrows nothing.
    #[must_use]
    pub fn error(&self) -> Option<&'a (dyn Error + 'static)> {
        self.error
    }
}

impl fmt::Debug for ErrorReport<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorReport")
            .field("status", &self.event.status)
            .field("code", &self.code())
            .field("type_name", &self.type_name())
            .field("message", &self.message())
            .finish_non_exhaustive()
    }
}
