//! The body of a response that is sent in pieces. When it fails, the client already has
//! the status: all that can be done is to log the failure once, with the request.

use std::any::{Any, type_name};
use std::error::Error;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;

use crate::convert::scope::{Scope, within};
use crate::describe::chain;
use crate::http_error::log;
use crate::problem::Problem;

/// The request whose response is watched.
#[derive(Clone)]
pub struct Watch(pub(crate) Arc<Scope>);

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch").finish_non_exhaustive()
    }
}

pin_project! {
    /// A body whose error is logged.
    pub(crate) struct Watched<B: Body> {
        #[pin]
        body: B,
        watch: Option<Watch>,
        texts: fn(&B::Error) -> BrokenOff,
    }
}

#[cfg(any(
    feature = "axum-0.7",
    feature = "axum-0.8",
    feature = "poem-3",
    feature = "salvo-1",
    feature = "warp-0.4"
))]
impl<B: Body<Error: Error + 'static>> Watched<B> {
    pub(crate) fn new(body: B, watch: Watch) -> Self {
        Self {
            body,
            watch: Some(watch),
            texts: |error| BrokenOff::new(error),
        }
    }
}

impl<B: Body<Error: 'static>> Watched<B> {
    /// Wraps a body whose error may be of any type: the texts of the common types are
    /// known.
    pub(crate) fn of_any(body: B, watch: Watch) -> Self {
        Self {
            body,
            watch: Some(watch),
            texts: BrokenOff::of_any,
        }
    }
}

impl<B: Body<Data = Bytes>> Body for Watched<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let this = self.project();
        let Some(Watch(scope)) = this.watch else {
            return this.body.poll_frame(context);
        };
        // What the stream itself logs is also part of the request.
        let polled = within(scope, || this.body.poll_frame(context));
        if let Poll::Ready(Some(Err(error))) = &polled {
            (this.texts)(error).log(scope);
            *this.watch = None;
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A body that ended early. The server has the error itself.
#[derive(Debug)]
pub(crate) struct BrokenOff {
    text: String,
    source: Option<Box<BrokenOff>>,
}

impl BrokenOff {
    pub(crate) fn new(error: &(dyn Error + 'static)) -> Self {
        let texts: Vec<String> = chain::sources(Some(error))
            .map(ToString::to_string)
            .collect();
        let source = texts
            .into_iter()
            .rev()
            .fold(None, |source, text| Some(Box::new(Self { text, source })));
        Self {
            text: "the body of a response broke off".to_owned(),
            source,
        }
    }

    fn of_any<E: Any>(error: &E) -> Self {
        let error: &dyn Any = error;
        if let Some(error) = error.downcast_ref::<Box<dyn Error + Send + Sync>>() {
            Self::new(&**error)
        } else if let Some(error) = error.downcast_ref::<io::Error>() {
            Self::new(error)
        } else {
            Self {
                text: format!("the body of a response broke off: {}", type_name::<E>()),
                source: None,
            }
        }
    }

    /// Logs it with its request.
    pub(crate) fn log(self, scope: &Arc<Scope>) {
        within(scope, || {
            log(&Problem::internal_server_error().with_cause(self));
        });
    }
}

impl fmt::Display for BrokenOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Error for BrokenOff {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
