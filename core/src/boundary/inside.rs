//! A handler inside a boundary, for frameworks that are not built on tower.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use super::panicked::Panicked;
use crate::convert::scope::{Scope, within};

pin_project! {
    /// A future that enters the scope of its request for each poll, and whose panic is its result.
    pub(crate) struct Inside<F> {
        #[pin]
        called: Called<F>,
        scope: Arc<Scope>,
    }
}

pin_project! {
    #[project = Progress]
    enum Called<F> {
        Running { #[pin] future: F },
        Panicked { panicked: Option<Panicked> },
    }
}

impl<F> Inside<F> {
    /// Calls the handler. What it does before it returns a future is also part of
    /// the request.
    pub(crate) fn new(scope: Arc<Scope>, call: impl FnOnce() -> F) -> Self {
        let called = within(&scope, || Panicked::catch(call));
        let called = match called {
            Ok(future) => Called::Running { future },
            Err(panicked) => Called::Panicked {
                panicked: Some(panicked),
            },
        };
        Self { called, scope }
    }

    /// Returns the scope of the request.
    #[cfg(feature = "actix-web-4")]
    pub(crate) fn scope(self: Pin<&Self>) -> &Arc<Scope> {
        &self.get_ref().scope
    }
}

impl<F: Future> Future for Inside<F> {
    type Output = Result<F::Output, Panicked>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let future = match this.called.project() {
            Progress::Running { future } => future,
            Progress::Panicked { panicked } => {
                return match panicked.take() {
                    Some(panicked) => Poll::Ready(Err(panicked)),
                    // Polled after completion, which no executor does.
                    None => Poll::Pending,
                };
            }
        };
        match within(this.scope, || Panicked::catch(|| future.poll(context))) {
            Ok(polled) => polled.map(Ok),
            Err(panicked) => Poll::Ready(Err(panicked)),
        }
    }
}
