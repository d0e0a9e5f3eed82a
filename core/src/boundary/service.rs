//! The boundary as a layer of tower.

use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::response::Parts;
use http::{Extensions, Request, Response};
use http_body::Body;
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;

use super::ErrorBoundary;
use super::foreign::{self, Foreign};
use super::panicked::Panicked;
use crate::convert::scope::{self, Answered, Scope};
use crate::convert::{self, with_request_id};
use crate::problem::Problem;
use crate::request::RequestContext;

impl<S> Layer<S> for ErrorBoundary {
    type Service = BoundaryService<S>;

    fn layer(&self, inner: S) -> BoundaryService<S> {
        BoundaryService {
            inner,
            boundary: self.clone(),
            failed: None,
        }
    }
}

/// A service inside an [`ErrorBoundary`].
pub struct BoundaryService<S> {
    inner: S,
    boundary: ErrorBoundary,
    /// Why the service was not ready: the next request is answered with it.
    failed: Option<Box<dyn Error + Send + Sync>>,
}

impl<S: Clone> Clone for BoundaryService<S> {
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
            boundary: self.boundary.clone(),
            failed: None,
        }
    }
}

impl<S> fmt::Debug for BoundaryService<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoundaryService").finish_non_exhaustive()
    }
}

impl<S, In, Out> Service<Request<In>> for BoundaryService<S>
where
    S: Service<Request<In>, Response = Response<Out>>,
    S::Error: Into<Box<dyn Error + Send + Sync>>,
    Out: Body<Data = Bytes> + From<Bytes>,
{
    type Response = Response<Out>;
    type Error = Infallible;
    type Future = BoundaryFuture<S::Future, Out>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        if self.failed.is_none()
            && let Err(error) = std::task::ready!(self.inner.poll_ready(context))
        {
            self.failed = Some(error.into());
        }
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<In>) -> Self::Future {
        let context = RequestContext::without_headers(request.method(), request.uri());
        let mut scope = Arc::new(self.boundary.scope(context));
        // Filled in where it stays: saves the copies of what has been filled in.
        if let Some(scope) = Arc::get_mut(&mut scope) {
            scope.context.take(request.headers());
            set_route(&mut scope.context, request.extensions());
            self.boundary
                .show_developer(scope, request.uri(), request.headers());
        }
        if let Some(error) = self.failed.take() {
            return BoundaryFuture {
                state: State::Failed {
                    failure: Some(Unanswered::Error(error)),
                },
                scope: Some(scope),
            };
        }
        // What `call` does itself is a part of the request, too.
        let entered = scope::enter(scope);
        let called = Panicked::catch(|| self.inner.call(request));
        let scope = entered.leave();
        let state = match called {
            Ok(inner) => State::Called { inner },
            Err(panicked) => State::Failed {
                failure: Some(Unanswered::Panic(panicked)),
            },
        };
        BoundaryFuture { state, scope }
    }
}

/// The route that matched, where the framework has put it into the request.
fn set_route(context: &mut RequestContext, extensions: &Extensions) {
    #[cfg(feature = "axum-0.8-extract")]
    if let Some(matched) = extensions.get::<axum_0_8::extract::MatchedPath>() {
        context.set_axum_0_8_route(matched.clone());
    }
    let _ = (context, extensions);
}

/// Why there is no response.
enum Unanswered {
    Panic(Panicked),
    Error(Box<dyn Error + Send + Sync>),
}

pin_project! {
    /// The response of a service inside an [`ErrorBoundary`].
    #[must_use = "futures do nothing unless polled"]
    pub struct BoundaryFuture<F, B> {
        #[pin]
        state: State<F, B>,
        scope: Option<Arc<Scope>>,
    }
}

pin_project! {
    #[project = Step]
    enum State<F, B> {
        Called { #[pin] inner: F },
        // The text of a rejection.
        Reading { parts: Option<Parts>, body: Pin<Box<B>>, text: Vec<u8> },
        Failed { failure: Option<Unanswered> },
    }
}

impl<F, B> fmt::Debug for BoundaryFuture<F, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoundaryFuture").finish_non_exhaustive()
    }
}

impl<F, B, E> Future for BoundaryFuture<F, B>
where
    F: Future<Output = Result<Response<B>, E>>,
    E: Into<Box<dyn Error + Send + Sync>>,
    B: Body<Data = Bytes> + From<Bytes>,
{
    type Output = Result<Response<B>, Infallible>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        let Some(scope) = this.scope.take() else {
            // Polled after it was ready, which no executor does.
            return Poll::Pending;
        };
        let entered = scope::enter(Arc::clone(&scope));
        let polled = Panicked::catch(|| poll_state(this.state.as_mut(), &scope, context));
        let mut response: Response<B> = match polled {
            Ok(Poll::Pending) => {
                drop(entered);
                *this.scope = Some(scope);
                return Poll::Pending;
            }
            Ok(Poll::Ready(response)) => response,
            Err(panicked) => failed(Unanswered::Panic(panicked)),
        };
        drop(entered);
        scope.extend(response.status(), response.extensions_mut());
        Poll::Ready(Ok(response))
    }
}

/// Polls what is inside, and what it answers.
fn poll_state<F, B, E>(
    mut state: Pin<&mut State<F, B>>,
    scope: &Scope,
    context: &mut Context<'_>,
) -> Poll<Response<B>>
where
    F: Future<Output = Result<Response<B>, E>>,
    E: Into<Box<dyn Error + Send + Sync>>,
    B: Body<Data = Bytes> + From<Bytes>,
{
    loop {
        let next = match state.as_mut().project() {
            Step::Called { inner } => match std::task::ready!(inner.poll(context)) {
                Ok(response) => match inspect(response, scope) {
                    Inspected::Done(response) => return Poll::Ready(response),
                    Inspected::Text(parts, body) => State::Reading {
                        parts: Some(parts),
                        body: Box::pin(body),
                        text: Vec::new(),
                    },
                },
                Err(error) => return Poll::Ready(failed(Unanswered::Error(error.into()))),
            },
            Step::Reading { parts, body, text } => {
                // A text that breaks off is what was read of it.
                if let Some(Ok(frame)) = std::task::ready!(body.as_mut().poll_frame(context)) {
                    if let Ok(data) = frame.into_data() {
                        text.extend_from_slice(&data);
                    }
                    continue;
                }
                let Some(parts) = parts.take() else {
                    return Poll::Pending;
                };
                let text = String::from_utf8_lossy(text);
                return Poll::Ready(replaced(parts, Some(&text)));
            }
            Step::Failed { failure } => match failure.take() {
                Some(failure) => return Poll::Ready(failed(failure)),
                None => return Poll::Pending,
            },
        };
        state.set(next);
    }
}

/// A response that is complete, or one whose text must be read.
enum Inspected<B> {
    Done(Response<B>),
    Text(Parts, B),
}

fn inspect<B>(mut response: Response<B>, scope: &Scope) -> Inspected<B>
where
    B: Body<Data = Bytes> + From<Bytes>,
{
    let length = response.body().size_hint().exact();
    if let Some(answered) = scope.answered() {
        if is_it(&response, &answered, length) {
            // A framework may set another status on an error, as a tuple of axum's does.
            *response.status_mut() = answered.status;
        }
        return Inspected::Done(response);
    }
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || is_grpc(&response) {
        return Inspected::Done(response);
    }
    match Foreign::of(response.headers(), length) {
        Foreign::Empty => {
            let (parts, _) = response.into_parts();
            Inspected::Done(replaced(parts, None))
        }
        Foreign::Text => {
            let (parts, body) = response.into_parts();
            Inspected::Text(parts, body)
        }
        Foreign::Deliberate => {
            // The client has its answer already, and the log none yet.
            scope.context.make_request_id();
            convert::log_answered(&Problem::new(status));
            with_request_id(response.headers_mut(), &scope.context);
            Inspected::Done(response)
        }
    }
}

/// Whether a response is the one that an error became.
fn is_it<B>(response: &Response<B>, answered: &Answered, length: Option<u64>) -> bool {
    length == Some(answered.length)
        && response.headers().get(CONTENT_TYPE) == answered.media_type.as_ref()
}

fn is_grpc<B>(response: &Response<B>) -> bool {
    let media_type = response.headers().get(CONTENT_TYPE);
    media_type.is_some_and(|it| it.as_bytes().starts_with(b"application/grpc"))
}

/// A response of a problem.
fn made<B: From<Bytes>>(problem: &Problem) -> Response<B> {
    problem.to_response().map(B::from)
}

/// The response to a failure.
fn failed<B: From<Bytes>>(failure: Unanswered) -> Response<B> {
    let problem = Problem::internal_server_error();
    made(&match failure {
        Unanswered::Panic(panicked) => problem.with_cause(panicked),
        Unanswered::Error(error) => problem.with_cause(error),
    })
}

/// The response in our format; what it had stays.
fn replaced<B: From<Bytes>>(mut parts: Parts, text: Option<&str>) -> Response<B> {
    let problem = foreign::problem(parts.status, &parts.headers, text);
    let body = foreign::replace(&mut parts, problem.to_response());
    Response::from_parts(parts, B::from(body))
}
