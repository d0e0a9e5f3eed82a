//! The body of a response that is sent piece by piece. The client has the status already
//! when it fails: all that can be done is to log it, once, with the request.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;

use super::service::Watch;
use crate::convert::scope::within;
use crate::describe::chain;
use crate::http_error::log;
use crate::problem::Problem;

pin_project! {
    /// A body whose error is logged.
    pub(crate) struct Watched<B> {
        #[pin]
        body: B,
        watch: Option<Watch>,
    }
}

impl<B> Watched<B> {
    pub(crate) fn new(body: B, watch: Watch) -> Self {
        Self {
            body,
            watch: Some(watch),
        }
    }
}

impl<B: Body<Data = Bytes, Error: Error + 'static>> Body for Watched<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let this = self.project();
        let Some(watch) = this.watch else {
            return this.body.poll_frame(context);
        };
        // What the stream logs itself is a part of the request, too.
        let polled = within(&watch.0, || this.body.poll_frame(context));
        if let Poll::Ready(Some(Err(error))) = &polled {
            within(&watch.0, || {
                let problem = Problem::internal_server_error().with_cause(BrokenOff::new(error));
                log(&problem);
            });
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

/// A body that broke off. The server has the error itself.
#[derive(Debug)]
struct BrokenOff {
    text: String,
    source: Option<Box<BrokenOff>>,
}

impl BrokenOff {
    fn new(error: &(dyn Error + 'static)) -> Self {
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
