//! The request that a thread answers: what a conversion knows about it without
//! being given anything.
//!
//! A boundary enters the scope of its request for each poll of the handler, and
//! leaves it afterwards: another request that the thread continues with has its
//! own scope.

use std::cell::Cell;
use std::future::Future;
use std::mem::ManuallyDrop;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll};
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
use std::time::Instant;

use http::header::CONTENT_TYPE;
use http::{Extensions, HeaderMap, HeaderValue, StatusCode};
use pin_project_lite::pin_project;
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
use web_time::Instant;

use crate::caught::caught;
use crate::convert::log::report::{ErrorReport, Hook, OwnedErrorReport};
use crate::problem::Format;
use crate::request::RequestContext;
use crate::response::Response;

/// Writes another body for the response to a failure, from its report and the stack of
/// a panic.
pub(crate) trait Rewrite: Send + Sync {
    fn rewrite(&self, report: &OwnedErrorReport, stack: Option<&str>, response: &mut Response);
}

/// The settings of a boundary for all of its requests.
#[derive(Clone, Default)]
pub(crate) struct Settings {
    pub(crate) hook: Option<Arc<Hook>>,
    /// The format of the responses that the boundary itself makes.
    pub(crate) format: Option<&'static dyn Format>,
    /// Whether the report is added to the extensions of a response.
    pub(crate) has_extension: bool,
}

/// One request.
pub(crate) struct Scope {
    pub(crate) context: RequestContext,
    /// Shared, because every request pays for copies.
    settings: Option<Arc<Settings>>,
    /// The scope of another boundary around this one.
    outer: Option<Arc<Scope>>,
    started: Option<Instant>,
    /// Writes a developer page in place of a 5xx.
    developer: Option<Arc<dyn Rewrite>>,
    /// Created by the first error: a success does not pay for it.
    outcome: OnceLock<Mutex<RequestOutcome>>,
}

/// The outcome of a request.
#[derive(Clone, Default)]
struct RequestOutcome {
    /// The last response that an error became.
    answered: Option<Answered>,
    /// The last report, if it is kept.
    report: Option<OwnedErrorReport>,
    /// The stack of the last panic that was caught, for the developer page.
    stack: Option<String>,
}

/// How one of our responses is recognised once a framework has it.
#[derive(Clone)]
pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) media_type: Option<HeaderValue>,
    pub(crate) length: Option<u64>,
    /// The id of the request, which a similar success does not have.
    pub(crate) request_id: Option<HeaderValue>,
}

impl Answered {
    pub(crate) fn of(status: StatusCode, headers: &HeaderMap, length: Option<u64>) -> Self {
        let (media_type, request_id) = marks(headers);
        Self {
            status,
            media_type: media_type.cloned(),
            length,
            request_id: request_id.cloned(),
        }
    }
}

/// Returns what distinguishes a response from others: its media type, and the id
/// of its request. A response has few headers: one pass over them costs half of
/// two lookups.
fn marks(headers: &HeaderMap) -> (Option<&HeaderValue>, Option<&HeaderValue>) {
    let (mut media_type, mut request_id) = (None, None);
    for (name, value) in headers {
        if *name == CONTENT_TYPE {
            media_type = media_type.or(Some(value));
        } else if name.as_str() == "x-request-id" {
            request_id = request_id.or(Some(value));
        }
    }
    (media_type, request_id)
}

thread_local! {
    /// Never dropped, so that the thread need not register it and check whether it is
    /// gone. What enters also leaves, so it is empty when the thread ends.
    static CURRENT: ManuallyDrop<Cell<Option<Arc<Scope>>>> =
        const { ManuallyDrop::new(Cell::new(None)) };
}

thread_local! {
    /// The scope of a request that has ended, for the next request: saves an allocation
    /// for each request.
    static SPARE: Cell<Option<Arc<Scope>>> = const { Cell::new(None) };
}

/// Returns a scope that contains only what the function fills in.
#[inline]
pub(crate) fn shared(fill: impl FnOnce(&mut Scope)) -> Arc<Scope> {
    // A thread that is shutting down keeps nothing.
    let mut shared = SPARE
        .try_with(Cell::take)
        .ok()
        .flatten()
        .unwrap_or_default();
    // It is not shared yet.
    if let Some(scope) = Arc::get_mut(&mut shared) {
        fill(scope);
    }
    shared
}

/// Ends a request. If nothing else uses its scope, such as a task that is still running,
/// the thread keeps it for the next request. It is replaced by a new one first, so that
/// nothing of this request remains in it.
#[inline]
pub(crate) fn end(mut shared: Arc<Scope>) {
    if let Some(scope) = Arc::get_mut(&mut shared) {
        *scope = Scope::default();
        let _ = SPARE.try_with(|spare| spare.set(Some(shared)));
    }
}

impl Default for Scope {
    #[inline]
    fn default() -> Self {
        Self {
            context: RequestContext::empty(),
            settings: None,
            outer: None,
            started: None,
            developer: None,
            outcome: OnceLock::new(),
        }
    }
}

impl Scope {
    pub(crate) fn of(context: RequestContext) -> Self {
        Self {
            context,
            ..Self::default()
        }
    }

    /// Begins a request whose context is set later.
    #[inline]
    pub(crate) fn begin(&mut self, settings: &Arc<Settings>) {
        self.settings = Some(Arc::clone(settings));
        self.outer = current();
        self.started = Some(Instant::now());
    }

    /// Returns the same request with its route, once it is known.
    #[cfg(feature = "poem-3")]
    pub(crate) fn with_route(&self, route: String) -> Self {
        Self {
            context: self.context.clone().with_route(route),
            settings: self.settings.clone(),
            outer: self.outer.clone(),
            started: self.started,
            developer: self.developer.clone(),
            outcome: match self.known() {
                Some(outcome) => Mutex::new(outcome.clone()).into(),
                None => OnceLock::new(),
            },
        }
    }

    /// Returns the outcome of the request, for changing it.
    fn outcome(&self) -> MutexGuard<'_, RequestOutcome> {
        let outcome = self.outcome.get_or_init(Mutex::default);
        outcome.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the outcome of the request, if there was an error.
    fn known(&self) -> Option<MutexGuard<'_, RequestOutcome>> {
        let outcome = self.outcome.get()?;
        Some(outcome.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Returns the function that is called for each failure. A boundary without one uses
    /// that of the boundary around it.
    pub(crate) fn hook(&self) -> Option<&Hook> {
        let outer = || self.outer.as_ref()?.hook();
        let settings = self.settings.as_ref();
        let own = settings.and_then(|settings| settings.hook.as_deref());
        own.or_else(outer)
    }

    /// Returns the format of the responses that the boundary itself makes. A boundary
    /// without one uses that of the boundary around it.
    pub(crate) fn format(&self) -> Option<&'static dyn Format> {
        let outer = || self.outer.as_ref()?.format();
        let settings = self.settings.as_ref();
        settings.and_then(|settings| settings.format).or_else(outer)
    }

    /// Returns whether the report of a failure is needed in addition to its event.
    pub(crate) fn wants_report(&self) -> bool {
        self.keeps_report() || self.hook().is_some()
    }

    #[inline]
    fn has_extension(&self) -> bool {
        let settings = self.settings.as_ref();
        settings.is_some_and(|settings| settings.has_extension)
    }

    fn keeps_report(&self) -> bool {
        self.has_extension() || self.developer.is_some()
    }

    /// Keeps the report of a failure, if it is needed.
    pub(crate) fn keep(&self, report: &ErrorReport<'_>) {
        if self.keeps_report() {
            self.outcome().report = Some(report.to_owned_report());
        }
    }

    /// Sets what writes the developer page.
    pub(crate) fn set_developer(&mut self, developer: Arc<dyn Rewrite>) {
        self.developer = Some(developer);
        self.context.is_for_developer = true;
    }

    pub(crate) fn has_developer(&self) -> bool {
        self.developer.is_some()
    }

    /// Keeps the stack of a panic.
    pub(crate) fn keep_stack(&self, stack: String) {
        self.outcome().stack = Some(stack);
    }

    /// Replaces the response to a failure by the developer page.
    pub(crate) fn rewrite(&self, response: &mut Response) {
        if let Some(developer) = &self.developer
            && response.status().is_server_error()
            && let Some(report) = self.report_of(response.status())
        {
            let stack = self.known().and_then(|mut it| it.stack.take());
            let _ = caught(|| developer.rewrite(&report, stack.as_deref(), response));
        }
    }

    /// Adds the report of a failure to the extensions of the response to it.
    #[inline]
    pub(crate) fn extend(&self, status: StatusCode, extensions: &mut Extensions) {
        if let Some(report) = self.extension(status) {
            extensions.insert(report);
        }
    }

    /// Returns the report of a failure, if the response to it has one.
    #[inline]
    pub(crate) fn extension(&self, status: StatusCode) -> Option<OwnedErrorReport> {
        if !self.has_extension() {
            return None;
        }
        self.report_of(status)
    }

    /// Returns the report of the last failure, if the response with this status is the
    /// response to it.
    fn report_of(&self, status: StatusCode) -> Option<OwnedErrorReport> {
        let report = self.known()?.report.clone()?;
        (report.status() == Some(status)).then_some(report)
    }

    /// Returns how long the request has taken so far, in seconds.
    pub(crate) fn elapsed(&self) -> Option<f64> {
        Some(self.started?.elapsed().as_secs_f64())
    }

    /// Keeps what distinguishes this response from others.
    pub(crate) fn answer(&self, response: &Response) {
        let length = Some(response.body().len() as u64);
        self.answer_with(Answered::of(response.status(), response.headers(), length));
    }

    /// Keeps what distinguishes a response that is not ours, but that was logged. A
    /// boundary around this one also knows it.
    pub(crate) fn answer_with(&self, answered: Answered) {
        if let Some(outer) = &self.outer {
            outer.answer_with(answered.clone());
        }
        self.outcome().answered = Some(answered);
    }

    /// Returns the last response that was sent for an error.
    pub(crate) fn answered(&self) -> Option<Answered> {
        self.known()?.answered.clone()
    }

    /// Returns the status that an error became, if the response with these headers
    /// and this length, or with a removed body, was made from it.
    pub(crate) fn status_of(
        &self,
        headers: &HeaderMap,
        length: Option<u64>,
        is_removed: bool,
    ) -> Option<StatusCode> {
        let known = self.known()?;
        let answered = known.answered.as_ref()?;
        let known = (answered.media_type.as_ref(), answered.request_id.as_ref());
        let is_it = (is_removed || length == answered.length) && marks(headers) == known;
        is_it.then_some(answered.status)
    }
}

/// Returns whether a hook is called for the errors of this thread's request, or keeps them.
pub(crate) fn has_hook() -> bool {
    with_current(|current| current.is_some_and(|scope| scope.wants_report()))
}

/// Returns whether the request of this thread has had no error so far.
#[inline]
pub(crate) fn has_no_error() -> bool {
    with_current(|current| current.is_none_or(|scope| scope.outcome.get().is_none()))
}

/// Runs a function inside the scope of a request.
pub(crate) fn within<T>(scope: &Arc<Scope>, run: impl FnOnce() -> T) -> T {
    let _entered = enter(Arc::clone(scope));
    run()
}

/// Returns the request of this thread.
#[inline]
pub(crate) fn current() -> Option<Arc<Scope>> {
    with_current(|scope| scope.map(Arc::clone))
}

/// Borrows the request of this thread, for a function that does not ask for it itself.
#[inline]
fn with_current<T>(look: impl FnOnce(Option<&Arc<Scope>>) -> T) -> T {
    CURRENT.with(|current| {
        let scope = current.take();
        let seen = look(scope.as_ref());
        current.set(scope);
        seen
    })
}

/// A scope that was entered. When it is dropped, the previous one is current again.
pub(crate) struct Entered {
    previous: Option<Arc<Scope>>,
}

/// Makes a request the current one of this thread.
#[inline]
pub(crate) fn enter(scope: Arc<Scope>) -> Entered {
    Entered {
        previous: CURRENT.with(|current| current.replace(Some(scope))),
    }
}

impl Entered {
    /// Leaves the scope, and returns it.
    #[inline]
    pub(crate) fn leave(mut self) -> Option<Arc<Scope>> {
        let left = CURRENT.with(|current| current.replace(self.previous.take()));
        std::mem::forget(self);
        left
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        CURRENT.with(|current| current.set(self.previous.take()));
    }
}

impl RequestContext {
    /// Returns the request that this thread answers, inside an
    /// [`ErrorBoundary`](crate::ErrorBoundary).
    #[must_use]
    pub fn current() -> Option<Self> {
        current().map(|scope| scope.context.clone())
    }
}

pin_project! {
    /// A future whose errors belong to the request that was current when the future was created.
    #[must_use = "futures do nothing unless polled"]
    pub struct InCurrentRequest<F> {
        #[pin]
        inner: F,
        scope: Option<Arc<Scope>>,
    }
}

/// Keeps the current request for a future that runs in its own task: a spawned task
/// does not know it otherwise.
///
/// ```
/// # extern crate catchall_core as catchall;
/// # async fn send_mail() {}
/// # fn spawn<F: std::future::Future + Send + 'static>(_: F) {}
/// // In a handler:
/// spawn(catchall::in_current_request(async {
///     send_mail().await;
/// }));
/// ```
pub fn in_current_request<F: Future>(future: F) -> InCurrentRequest<F> {
    InCurrentRequest {
        inner: future,
        scope: current(),
    }
}

impl<F: Future> Future for InCurrentRequest<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let _entered = this.scope.clone().map(enter);
        this.inner.poll(context)
    }
}

impl<F> std::fmt::Debug for InCurrentRequest<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InCurrentRequest").finish_non_exhaustive()
    }
}
