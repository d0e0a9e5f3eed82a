//! One failure, as `on_error` is given it.

use std::error::Error;
use std::fmt;
use std::sync::{Arc, OnceLock};

use http::StatusCode;

use super::event::{Event, Sources};
use crate::request::RequestContext;

/// What is called with each failure.
pub(crate) type Hook = dyn Fn(&ErrorReport<'_>) + Send + Sync;

static OF_PROCESS: OnceLock<Box<Hook>> = OnceLock::new();

/// The function that is called where no boundary has one.
pub(crate) fn hook_of_process() -> Option<&'static Hook> {
    OF_PROCESS.get().map(|hook| &**hook)
}

/// Sets a function that is called with each failure of the process, once, also where its
/// event is not logged: outside of a request, such as by [`log`](crate::log()), and in each
/// request whose boundary has no [`on_error`](crate::ErrorBoundary::on_error). A function
/// that panics changes nothing.
///
/// ```
/// # extern crate catchall_core as catchall;
/// catchall::on_error(|report| {
///     // Without a boundary, a report has no request.
///     eprintln!("{} {}", report.code(), report.fingerprint());
/// })?;
/// # Ok::<_, catchall::HookIsSet>(())
/// ```
///
/// # Errors
///
/// Where there is one already, which stays.
pub fn on_error(hook: impl Fn(&ErrorReport<'_>) + Send + Sync + 'static) -> Result<(), HookIsSet> {
    OF_PROCESS.set(Box::new(hook)).map_err(|_| HookIsSet(()))
}

/// The process has a function for [`on_error`] already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HookIsSet(());

impl fmt::Display for HookIsSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`catchall::on_error` was already called: the first function stays in use")
    }
}

impl Error for HookIsSet {}

/// One failure: what the log event says, the request, and the error itself.
///
/// [`ErrorBoundary::on_error`](crate::ErrorBoundary::on_error) and [`on_error`] call a function
/// with it.
pub struct ErrorReport<'a> {
    event: &'a Event<'a>,
    sources: Sources<'a>,
    request: Option<&'a RequestContext>,
    error: Option<&'a (dyn Error + 'static)>,
    mapping: Mapping,
}

/// What the derive knows of the error that decides the problem type.
#[derive(Clone, Copy)]
pub(crate) struct Mapping {
    /// The module of the type.
    pub(crate) module: &'static str,
    /// The name of the type, with its module.
    pub(crate) ty: &'static str,
    /// The name of the variant, empty for a struct.
    pub(crate) variant: &'static str,
    pub(crate) is_derived: bool,
    pub(crate) is_unmapped: bool,
}

impl<'a> ErrorReport<'a> {
    pub(crate) fn new(
        event: &'a Event<'a>,
        sources: Sources<'a>,
        request: Option<&'a RequestContext>,
        error: Option<&'a (dyn Error + 'static)>,
        mapping: Mapping,
    ) -> Self {
        Self {
            event,
            sources,
            request,
            error,
            mapping,
        }
    }

    /// A copy that may be kept, and sent to another thread: without the error itself.
    #[must_use]
    pub fn to_owned_report(&self) -> OwnedErrorReport {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        OwnedErrorReport(Arc::new(KeptReport {
            status: self.status(),
            code: self.code().to_owned(),
            type_name: self.type_name().to_owned(),
            origin: owned(self.event.origin),
            message: owned(self.message()),
            sources: self.sources().map(str::to_owned).collect(),
            context: owned(self.context()),
            stacktrace: owned(self.stacktrace()),
            fingerprint: self.fingerprint().to_owned(),
            request: self.request.cloned(),
            mapping: self.mapping,
        }))
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
        self.sources.iter()
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

/// One failure, as an [`ErrorReport`] had it.
///
/// Inside an [`ErrorBoundary`](crate::ErrorBoundary) that was
/// [asked for it](crate::ErrorBoundary::with_report_extension), it is in the extensions
/// of the response. A clone shares it.
#[derive(Clone)]
pub struct OwnedErrorReport(Arc<KeptReport>);

struct KeptReport {
    status: Option<StatusCode>,
    code: String,
    type_name: String,
    origin: Option<String>,
    message: Option<String>,
    sources: Vec<String>,
    context: Option<String>,
    stacktrace: Option<String>,
    fingerprint: String,
    request: Option<RequestContext>,
    mapping: Mapping,
}

impl OwnedErrorReport {
    /// The status of the response, `None` where there is none.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The stable machine-readable name of the problem type.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// The name of the error's type, and of its variant.
    #[must_use]
    pub fn type_name(&self) -> &str {
        &self.0.type_name
    }

    /// The text of the error.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The texts of its sources and of the errors that it delegates to, from the outside
    /// in.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.0.sources.iter().map(String::as_str)
    }

    /// The private context, `name=value` separated by spaces.
    #[must_use]
    pub fn context(&self) -> Option<&str> {
        self.0.context.as_deref()
    }

    /// The frames of the stack, where an error has them.
    #[must_use]
    pub fn stacktrace(&self) -> Option<&str> {
        self.0.stacktrace.as_deref()
    }

    /// Equal for failures that are of one kind, in every run of the program.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.0.fingerprint
    }

    /// The request.
    #[must_use]
    pub fn request(&self) -> Option<&RequestContext> {
        self.0.request.as_ref()
    }

    /// Type and variant of the innermost error, where it delegates.
    pub(crate) fn origin(&self) -> Option<&str> {
        self.0.origin.as_deref()
    }

    pub(crate) fn mapping(&self) -> &Mapping {
        &self.0.mapping
    }
}

impl fmt::Debug for OwnedErrorReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnedErrorReport")
            .field("status", &self.0.status)
            .field("code", &self.0.code)
            .field("type_name", &self.0.type_name)
            .field("message", &self.0.message)
            .finish_non_exhaustive()
    }
}
