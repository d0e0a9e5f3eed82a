//! A failure, as it is passed to `on_error`.

use std::error::Error;
use std::fmt;
use std::sync::{Arc, OnceLock};

use http::StatusCode;

use super::event::{Event, Sources};
use crate::request::RequestContext;

/// The function that is called for each failure.
pub(crate) type Hook = dyn Fn(&ErrorReport<'_>) + Send + Sync;

static OF_PROCESS: OnceLock<Box<Hook>> = OnceLock::new();

/// Returns the function that is called if the boundary has none.
pub(crate) fn hook_of_process() -> Option<&'static Hook> {
    OF_PROCESS.get().map(|hook| &**hook)
}

/// Sets a function that is called once for each failure of the process, even if its event
/// is not logged: for failures outside of a request, such as those of
/// [`log`](crate::log()), and for each request whose boundary has no
/// [`on_error`](crate::ErrorBoundary::on_error). If the function panics, nothing changes.
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
/// Returns an error if a function is already set. That function is kept.
pub fn on_error(hook: impl Fn(&ErrorReport<'_>) + Send + Sync + 'static) -> Result<(), HookIsSet> {
    OF_PROCESS.set(Box::new(hook)).map_err(|_| HookIsSet(()))
}

/// The error for a process that already has a function for [`on_error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HookIsSet(());

impl fmt::Display for HookIsSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`catchall::on_error` was already called: the first function stays in use")
    }
}

impl Error for HookIsSet {}

/// One failure: the contents of the log event, the request, and the error itself.
///
/// It is passed to the functions of [`ErrorBoundary::on_error`](crate::ErrorBoundary::on_error)
/// and [`on_error`].
pub struct ErrorReport<'a> {
    event: &'a Event<'a>,
    sources: Sources<'a>,
    request: Option<&'a RequestContext>,
    error: Option<&'a (dyn Error + 'static)>,
    mapping: Mapping,
}

/// What the derive knows about the error that decides the problem type.
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

    /// Returns a copy without the error itself, which can be kept and sent to another thread.
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

    /// Returns the status of the response, or `None` if there is none.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        StatusCode::from_u16(self.event.status?).ok()
    }

    /// Returns the stable machine-readable name of the problem type.
    #[must_use]
    pub fn code(&self) -> &str {
        self.event.code.unwrap_or_default()
    }

    /// Returns the name of the error's type and of its variant.
    #[must_use]
    pub fn type_name(&self) -> &str {
        self.event.name.unwrap_or_default()
    }

    /// Returns the text of the error.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.event.text
    }

    /// Returns the texts of its sources and of the errors that it delegates to, from the
    /// outside in.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.sources.iter()
    }

    /// Returns the private context, `name=value` separated by spaces.
    #[must_use]
    pub fn context(&self) -> Option<&str> {
        self.event.context
    }

    /// Returns the frames of the stack, if an error has them.
    #[must_use]
    pub fn stacktrace(&self) -> Option<&str> {
        self.event.backtrace
    }

    /// Returns a fingerprint for grouping events: it is equal for failures of the
    /// same kind, in every run of the program.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        self.event.fingerprint.unwrap_or_default()
    }

    /// Returns the request.
    #[must_use]
    pub fn request(&self) -> Option<&RequestContext> {
        self.request
    }

    /// Returns the error itself if it can be downcast, that is, if its type borrows nothing.
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

/// One failure, with the contents of its [`ErrorReport`].
///
/// Inside an [`ErrorBoundary`](crate::ErrorBoundary) that was
/// [configured for it](crate::ErrorBoundary::with_report_extension), it is in the
/// extensions of the response. Clones share their contents.
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
    /// Returns the status of the response, or `None` if there is none.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// Returns the stable machine-readable name of the problem type.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// Returns the name of the error's type and of its variant.
    #[must_use]
    pub fn type_name(&self) -> &str {
        &self.0.type_name
    }

    /// Returns the text of the error.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// Returns the texts of its sources and of the errors that it delegates to, from the
    /// outside in.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.0.sources.iter().map(String::as_str)
    }

    /// Returns the private context, `name=value` separated by spaces.
    #[must_use]
    pub fn context(&self) -> Option<&str> {
        self.0.context.as_deref()
    }

    /// Returns the frames of the stack, if an error has them.
    #[must_use]
    pub fn stacktrace(&self) -> Option<&str> {
        self.0.stacktrace.as_deref()
    }

    /// Returns a fingerprint that is equal for failures of the same kind, in every run
    /// of the program.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.0.fingerprint
    }

    /// Returns the request.
    #[must_use]
    pub fn request(&self) -> Option<&RequestContext> {
        self.0.request.as_ref()
    }

    /// Returns the type and variant of the innermost error, if the error delegates.
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
