//! The request that a thread answers: what a conversion knows of it without being
//! handed anything.
//!
//! A boundary enters the scope of its request for each poll of the handler, and
//! leaves it after: another request that the thread goes on with has its own.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
use std::time::Instant;

use http::header::CONTENT_TYPE;
use http::{Extensions, HeaderValue, StatusCode};
use pin_project_lite::pin_project;
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
use web_time::Instant;

use crate::caught::caught;
use crate::convert::log::report::{ErrorReport, Hook, OwnedErrorReport};
use crate::problem::Format;
use crate::request::{RequestContext, X_REQUEST_ID};
use crate::response::Response;

/// Writes another body for the response to a failure, of its report and of the stack of
/// a panic.
pub(crate) trait Rewrite: Send + Sync {
    fn rewrite(&self, report: &OwnedErrorReport, stack: Option<&str>, response: &mut Response);
}

/// One request.
pub(crate) struct Scope {
    pub(crate) context: RequestContext,
    pub(crate) hook: Option<Arc<Hook>>,
    /// The format of what the boundary itself answers.
    pub(crate) format: Option<&'static dyn Format>,
    /// That of another boundary, around this one.
    outer: Option<Arc<Scope>>,
    started: Instant,
    /// Writes a page for developers in place of a 5xx.
    developer: Option<Arc<dyn Rewrite>>,
    /// Whether the response has the report in its extensions.
    has_extension: bool,
    /// Whether an error became a response.
    has_answered: AtomicBool,
    /// In one lock, because every request pays for each.
    outcome: Mutex<RequestOutcome>,
}

/// What became of a request.
struct RequestOutcome {
    /// The last response that an error became.
    answered: Option<Answered>,
    /// The last report, where it is kept.
    report: Option<OwnedErrorReport>,
    /// The stack of the last panic that was caught, for a developer.
    stack: Option<String>,
}

/// What is known of a response of ours once a framework has it.
#[derive(Clone)]
pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) media_type: Option<HeaderValue>,
    pub(crate) length: Option<u64>,
    /// The id of the request, which a success that looks alike does not have.
    pub(crate) request_id: Option<HeaderValue>,
}

thread_local! {
    static CURRENT: RefCell<Option<Arc<Scope>>> = const { RefCell::new(None) };
}

impl Scope {
    /// A boundary without a hook or a format of its own has that of the one around it.
    #[inline]
    pub(crate) fn new(
        context: RequestContext,
        hook: Option<Arc<Hook>>,
        has_extension: bool,
    ) -> Self {
        let outer = current();
        Self {
            context,
            hook: hook.or_else(|| outer.as_ref()?.hook.clone()),
            format: outer.as_ref().and_then(|outer| outer.format),
            outer,
            started: Instant::now(),
            developer: None,
            has_extension,
            has_answered: AtomicBool::new(false),
            outcome: Mutex::new(RequestOutcome {
                answered: None,
                report: None,
                stack: None,
            }),
        }
    }

    /// The same request, once its route is known.
    #[cfg(feature = "poem-3")]
    pub(crate) fn with_route(&self, route: String) -> Self {
        let answered = self.answered();
        Self {
            context: self.context.clone().with_route(route),
            hook: self.hook.clone(),
            format: self.format,
            outer: self.outer.clone(),
            has_answered: AtomicBool::new(answered.is_some()),
            started: self.started,
            developer: self.developer.clone(),
            has_extension: self.has_extension,
            outcome: Mutex::new(RequestOutcome {
                answered,
                report: self.outcome().report.clone(),
                stack: None,
            }),
        }
    }

    fn outcome(&self) -> MutexGuard<'_, RequestOutcome> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the report of a failure is needed, beside its event.
    pub(crate) fn wants_report(&self) -> bool {
        self.hook.is_some() || self.keeps_report()
    }

    fn keeps_report(&self) -> bool {
        self.has_extension || self.developer.is_some()
    }

    /// Keeps the report of a failure, where it is asked for.
    pub(crate) fn keep(&self, report: &ErrorReport<'_>) {
        if self.keeps_report() {
            self.outcome().report = Some(report.to_owned_report());
        }
    }

    /// Shows a page for developers.
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

    /// Replaces the response to a failure by the page for developers.
    pub(crate) fn rewrite(&self, response: &mut Response) {
        if let Some(developer) = &self.developer
            && response.status().is_server_error()
            && let Some(report) = self.report_of(response.status())
        {
            let stack = self.outcome().stack.take();
            let _ = caught(|| developer.rewrite(&report, stack.as_deref(), response));
        }
    }

    /// Puts the report of a failure into the extensions of the response to it.
    #[inline]
    pub(crate) fn extend(&self, status: StatusCode, extensions: &mut Extensions) {
        if let Some(report) = self.extension(status) {
            extensions.insert(report);
        }
    }

    /// The report of a failure, where the response to it has one.
    #[inline]
    pub(crate) fn extension(&self, status: StatusCode) -> Option<OwnedErrorReport> {
        if !self.has_extension {
            return None;
        }
        self.report_of(status)
    }

    /// The report of the last failure, where the response with this status is its own.
    fn report_of(&self, status: StatusCode) -> Option<OwnedErrorReport> {
        let report = self.outcome().report.clone()?;
        (report.status() == Some(status)).then_some(report)
    }

    /// How long the request has taken so far, in seconds.
    pub(crate) fn elapsed(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    /// Keeps what tells this response from others.
    pub(crate) fn answer(&self, response: &Response) {
        self.answer_with(&Answered {
            status: response.status(),
            media_type: response.headers().get(CONTENT_TYPE).cloned(),
            length: Some(response.body().len() as u64),
            request_id: response.headers().get(X_REQUEST_ID).cloned(),
        });
    }

    /// The same, for a response that is not ours and that was logged. A boundary around
    /// this one knows it, too.
    pub(crate) fn answer_with(&self, answered: &Answered) {
        self.outcome().answered = Some(answered.clone());
        self.has_answered.store(true, Ordering::Release);
        if let Some(outer) = &self.outer {
            outer.answer_with(answered);
        }
    }

    /// The last response that was sent for an error.
    pub(crate) fn answered(&self) -> Option<Answered> {
        // Saves the lock where all went well.
        if !self.has_answered.load(Ordering::Acquire) {
            return None;
        }
        self.outcome().answered.clone()
    }
}

/// Whether a hook is called with the errors of this thread's request, or keeps them.
pub(crate) fn has_hook() -> bool {
    let has_hook = |scope: &Option<Arc<Scope>>| scope.as_ref().is_some_and(|it| it.wants_report());
    let current = CURRENT.try_with(|current| current.try_borrow().is_ok_and(|it| has_hook(&it)));
    current.unwrap_or(false)
}

/// Runs a function inside the scope of a request.
pub(crate) fn within<T>(scope: &Arc<Scope>, run: impl FnOnce() -> T) -> T {
    let _entered = enter(Arc::clone(scope));
    run()
}

/// The request of this thread. A thread that is shutting down has none.
pub(crate) fn current() -> Option<Arc<Scope>> {
    let current = CURRENT.try_with(|current| current.try_borrow().ok()?.clone());
    current.ok().flatten()
}

/// A scope that was entered. The one before is current again once it is dropped.
pub(crate) struct Entered {
    previous: Option<Arc<Scope>>,
    is_left: bool,
}

/// Makes a request the one of this thread.
pub(crate) fn enter(scope: Arc<Scope>) -> Entered {
    Entered {
        previous: replace(Some(scope)),
        is_left: false,
    }
}

impl Entered {
    /// Leaves the scope, and returns it.
    pub(crate) fn leave(mut self) -> Option<Arc<Scope>> {
        self.is_left = true;
        replace(self.previous.take())
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        if !self.is_left {
            replace(self.previous.take());
        }
    }
}

fn replace(scope: Option<Arc<Scope>>) -> Option<Arc<Scope>> {
    let replaced = CURRENT.try_with(|current| {
        current
            .try_borrow_mut()
            .map(|mut it| std::mem::replace(&mut *it, scope))
    });
    replaced.ok().and_then(Result::ok).flatten()
}

impl RequestContext {
    /// The request that this thread answers, inside an
    /// [`ErrorBoundary`](crate::ErrorBoundary).
    #[must_use]
    pub fn current() -> Option<Self> {
        current().map(|scope| scope.context.clone())
    }
}

pin_project! {
    /// A future whose errors have the request that was current when it was made.
    #[must_use = "futures do nothing unless polled"]
    pub struct InCurrentRequest<F> {
        #[pin]
        inner: F,
        scope: Option<Arc<Scope>>,
    }
}

/// Takes the current request along into a task of its own: what is spawned does not
/// know it.
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
