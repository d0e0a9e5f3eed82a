//! Where errors leave the program: the middleware that gives each error its request, and
//! puts what else goes wrong into the same format.

mod foreign;
mod panicked;
pub mod service;

use std::fmt;
use std::sync::Arc;

use crate::convert::log::report::{ErrorReport, Hook};
use crate::convert::scope::Scope;
use crate::request::RequestContext;
#[cfg(feature = "fluent")]
use crate::translations::Translations;

/// The boundary of a service: a layer of tower, around all routes.
///
/// Inside it
///
/// - each error has its [request](RequestContext): its log event names method, path,
///   route, request id and trace id, and its format is the one that the request's
///   `Accept` prefers;
/// - what fails elsewhere has the same format: rejections of extractors, the 404 and
///   405 of the router, limits, timeouts, errors of other layers. Their headers stay;
///   their text is the detail of a 4xx, and of no 5xx;
/// - a panic is a masked 500, logged once with its text and its place;
/// - every error response has an `X-Request-Id`, and a 5xx has it in its body: that of
///   the request, or a new one.
///
/// A response that an application made deliberately, such as an HTML page or a JSON
/// document of its own, is left alone, and so is a response of gRPC.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::ErrorBoundary;
///
/// let boundary = ErrorBoundary::new().on_error(|report| {
///     // Count it, or send it to a service that groups errors.
///     eprintln!("{} {}", report.code(), report.fingerprint());
/// });
/// // axum: Router::new().route("/", get(handler)).layer(boundary);
/// ```
#[derive(Clone, Default)]
pub struct ErrorBoundary {
    hook: Option<Arc<Hook>>,
    #[cfg(feature = "fluent")]
    translations: Option<Translations>,
}

impl ErrorBoundary {
    /// A boundary that logs, and calls no hook.
    ///
    /// The first one adds to the panic hook of the process: inside a boundary, the place
    /// of a panic is kept for the log. The hook that was there runs as before.
    #[must_use]
    pub fn new() -> Self {
        panicked::keep_places();
        Self::default()
    }

    /// With a function that is called with each failure, once, also where its event is
    /// not logged. A function that panics changes nothing.
    #[must_use]
    pub fn on_error(mut self, hook: impl Fn(&ErrorReport<'_>) + Send + Sync + 'static) -> Self {
        self.hook = Some(Arc::new(hook));
        self
    }

    /// With translations: titles and details are those of a language that the client
    /// accepts. The log stays as it is.
    #[cfg(feature = "fluent")]
    #[must_use]
    pub fn with_translations(mut self, translations: Translations) -> Self {
        self.translations = Some(translations);
        self
    }

    /// The scope of a request.
    #[inline]
    fn scope(&self, context: RequestContext) -> Scope {
        #[cfg_attr(
            not(feature = "fluent"),
            expect(unused_mut, reason = "has no translations")
        )]
        let mut scope = Scope::new(context, self.hook.clone());
        #[cfg(feature = "fluent")]
        if let Some(translations) = &self.translations {
            scope.context.set_translations(translations.clone());
        }
        scope
    }
}

impl fmt::Debug for ErrorBoundary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorBoundary").finish_non_exhaustive()
    }
}
