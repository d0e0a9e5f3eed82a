//! The boundary as a tower layer.

use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::response::Parts;
use http::{Extensions, Method, Request, Response};
use http_body::Body;
use http_body_util::combinators::{BoxBody, UnsyncBoxBody};
use http_body_util::{BodyExt, Full};
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;

pub use super::watched::Watch;

use super::ErrorBoundary;
use super::foreign::{self, Judgement};
use super::panicked::Panicked;
use super::watched::Watched;
use crate::convert::scope::{self, Entered, Scope};
use crate::request::RequestContext;

/// The body of a response inside an [`ErrorBoundary`], which an error can become.
///
/// It is implemented for the bodies of the enabled frameworks and of `http-body-util`,
/// and no other crate can implement it. If a layer wraps the framework's body in its
/// own, add the boundary in a separate `.layer(...)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a body that an error can become",
    label = "the body of a response inside this boundary",
    note = "enable the feature of your framework, such as `axum-0.8`",
    note = "if another layer wraps the body, add the boundary with its own `.layer(...)`"
)]
pub trait ErrorBody: Body<Data = Bytes> {
    /// Creates the body of an error response.
    #[doc(hidden)]
    fn of_error(body: Bytes) -> Self;

    /// Wraps the body so that its error is logged. A body that cannot wrap
    /// another one is returned as it is.
    #[doc(hidden)]
    #[must_use]
    fn __watched(self, watch: Watch) -> Self
    where
        Self: Sized,
    {
        let _ = watch;
        self
    }
}

impl ErrorBody for Full<Bytes> {
    fn of_error(body: Bytes) -> Self {
        Self::new(body)
    }
}

impl<E: 'static> ErrorBody for BoxBody<Bytes, E> {
    fn of_error(body: Bytes) -> Self {
        Self::new(Full::new(body).map_err(|never| match never {}))
    }

    fn __watched(self, watch: Watch) -> Self {
        Self::new(Watched::of_any(self, watch))
    }
}

impl<E: 'static> ErrorBody for UnsyncBoxBody<Bytes, E> {
    fn of_error(body: Bytes) -> Self {
        Self::new(Full::new(body).map_err(|never| match never {}))
    }

    fn __watched(self, watch: Watch) -> Self {
        Self::new(Watched::of_any(self, watch))
    }
}

impl<S> Layer<S> for ErrorBoundary {
    type Service = BoundaryService<S>;

    fn layer(&self, inner: S) -> BoundaryService<S> {
        ErrorBoundary::layer(self, inner)
    }
}

impl ErrorBoundary {
    /// Wraps a tower service in this boundary, for frameworks in which nothing else adds
    /// layers, such as hyper, warp or `lambda_http`.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// # fn service() {}
    /// let service = catchall::ErrorBoundary::new().layer(service());
    /// ```
    pub fn layer<S>(&self, inner: S) -> BoundaryService<S> {
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
    /// Why the service was not ready: the next request is answered with this error.
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
    Out: ErrorBody,
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
        let (method, uri, headers) = (request.method(), request.uri(), request.headers());
        let scope = self.boundary.shared_scope(|scope| {
            scope.context.fill(method, uri, headers);
            self.boundary
                .set_route(&mut scope.context, request.extensions());
            self.boundary.show_developer(scope, uri, headers);
        });
        let is_grpc = cfg!(feature = "tonic-0.14") && foreign::is_grpc(request.headers());
        let mut future = BoundaryFuture {
            called: None,
            instead: None,
            scope: None,
            is_grpc,
        };
        // What `call` does itself is also part of the request.
        let entered = scope::enter(scope);
        let unanswered = match self.failed.take() {
            Some(error) => Err(Unanswered::Error(error)),
            // Written in place, which saves three copies.
            None => Panicked::catch(|| future.called = Some(self.inner.call(request)))
                .map_err(Unanswered::Panic),
        };
        if let Err(unanswered) = unanswered {
            future.instead = Some(Box::new(Instead::Failed(unanswered)));
        }
        future.scope = entered.leave();
        future
    }
}

impl ErrorBoundary {
    /// Sets the route that matched, if the request contains it.
    #[inline]
    fn set_route(&self, context: &mut RequestContext, extensions: &Extensions) {
        if extensions.is_empty() {
            return;
        }
        match &self.parts.find_route {
            None => set_known_route(context, extensions),
            Some(find) => {
                if let Some(route) = find(extensions) {
                    context.set_route(route);
                }
            }
        }
    }
}

/// Sets the route if an enabled framework has added it to the request.
fn set_known_route(context: &mut RequestContext, extensions: &Extensions) {
    #[cfg(feature = "axum-0.8-extract")]
    if let Some(matched) = extensions.get::<axum_0_8::extract::MatchedPath>() {
        context.set_axum_0_8_route(matched.clone());
    }
    #[cfg(feature = "axum-0.7-extract")]
    if let Some(matched) = extensions.get::<axum_0_7::extract::MatchedPath>() {
        context.set_route(matched.as_str().to_owned());
    }
    // `GET /users/{id}`, or `$default` if there is no route.
    #[cfg(feature = "lambda-http-1")]
    if let Some(lambda_http::request::RequestContext::ApiGatewayV2(call)) = extensions.get()
        && let Some(key) = call.route_key.as_deref()
        && let Some((_, route)) = key.split_once(' ')
    {
        context.set_route(route.to_owned());
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
        called: Option<F>,
        // What replaces the service. It is in a box because few requests have it, and its
        // size would affect all of them.
        instead: Option<Box<Instead<B>>>,
        scope: Option<Arc<Scope>>,
        // An error that has no response yet becomes a gRPC response.
        is_grpc: bool,
    }
}

enum Instead<B> {
    Failed(Unanswered),
    Reading(Rejected<B>),
}

/// A rejection whose text is read.
struct Rejected<B> {
    parts: Parts,
    body: Pin<Box<B>>,
    text: Vec<u8>,
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
    B: ErrorBody,
{
    type Output = Result<Response<B>, Infallible>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        // Polled after completion, which no executor does.
        let Some(scope) = this.scope.take() else {
            return Poll::Pending;
        };
        let entered = scope::enter(scope);
        let called = this.called.as_mut().as_pin_mut();
        let is_called = called.is_some();
        // Written in place, and for a success also changed in place: each copy of a response
        // costs 16 instructions.
        let (mut polled, mut is_plain) = (Poll::Pending, false);
        let outcome = Panicked::catch(|| {
            if let Some(called) = called {
                polled = called.poll(context);
                is_plain =
                    matches!(&polled, Poll::Ready(Ok(response)) if is_plain_success(response));
            }
        });
        if is_plain && let Poll::Ready(Ok(response)) = &mut polled {
            end(entered, response);
        } else {
            let (called, instead, is_grpc) = (this.called, this.instead, *this.is_grpc);
            let answer = match outcome {
                Ok(()) if is_called && polled.is_pending() => Poll::Pending,
                Ok(()) => caught(is_grpc, || {
                    answer(called, instead, polled, is_grpc, context)
                }),
                Err(panicked) => Poll::Ready(failed(Unanswered::Panic(panicked), is_grpc)),
            };
            return match answer {
                Poll::Ready(mut response) => {
                    end(entered, &mut response);
                    Poll::Ready(Ok(response))
                }
                Poll::Pending => {
                    *this.scope = entered.leave();
                    Poll::Pending
                }
            };
        }
        match polled {
            Poll::Ready(Ok(response)) => Poll::Ready(Ok(response)),
            // It is plain, so it is ready.
            _ => Poll::Pending,
        }
    }
}

/// Ends a request that is answered.
#[inline]
fn end<B: ErrorBody>(entered: Entered, response: &mut Response<B>) {
    if let Some(scope) = entered.leave() {
        scope.extend(response.status(), response.extensions_mut());
        if *scope.context.method() == Method::HEAD {
            remove_content(response);
        }
        scope::end(scope);
    }
}

/// Returns the answer, or the response to its panic.
fn caught<B: ErrorBody>(
    is_grpc: bool,
    answer: impl FnOnce() -> Poll<Response<B>>,
) -> Poll<Response<B>> {
    Panicked::catch(answer)
        .unwrap_or_else(|panicked| Poll::Ready(failed(Unanswered::Panic(panicked), is_grpc)))
}

/// Returns what is sent unless the service simply succeeds.
#[inline(never)]
fn answer<F, B, E>(
    mut called: Pin<&mut Option<F>>,
    instead: &mut Option<Box<Instead<B>>>,
    polled: Poll<Result<Response<B>, E>>,
    is_grpc: bool,
    context: &mut Context<'_>,
) -> Poll<Response<B>>
where
    E: Into<Box<dyn Error + Send + Sync>>,
    B: ErrorBody,
{
    match polled {
        Poll::Ready(Ok(response)) => match inspect(response) {
            Inspected::Done(response) => Poll::Ready(response),
            Inspected::Text(parts, body) => {
                called.set(None);
                *instead = Some(Box::new(Instead::Reading(Rejected {
                    parts,
                    body: Box::pin(body),
                    text: Vec::new(),
                })));
                poll_instead(instead, is_grpc, context)
            }
        },
        Poll::Ready(Err(error)) => Poll::Ready(failed(Unanswered::Error(error.into()), is_grpc)),
        Poll::Pending => poll_instead(instead, is_grpc, context),
    }
}

/// Reads the text of a rejection, or fails.
fn poll_instead<B: ErrorBody>(
    instead: &mut Option<Box<Instead<B>>>,
    is_grpc: bool,
    context: &mut Context<'_>,
) -> Poll<Response<B>> {
    if let Some(Instead::Reading(Rejected { body, text, .. })) = instead.as_deref_mut() {
        // If the text breaks off, the part that was read counts.
        while let Some(Ok(frame)) = std::task::ready!(body.as_mut().poll_frame(context)) {
            if let Ok(data) = frame.into_data() {
                text.extend_from_slice(&data);
            }
        }
    }
    match instead.take().map(|instead| *instead) {
        Some(Instead::Reading(Rejected { parts, text, .. })) => {
            Poll::Ready(replaced(parts, Some(&String::from_utf8_lossy(&text))))
        }
        Some(Instead::Failed(failure)) => Poll::Ready(failed(failure, is_grpc)),
        None => Poll::Pending,
    }
}

/// Returns whether it is not an error, has not replaced one, and has a complete body.
#[inline]
fn is_plain_success<B: Body>(response: &Response<B>) -> bool {
    !foreign::is_error(response.status())
        && response.body().size_hint().exact().is_some()
        && scope::has_no_error()
}

/// A complete response, or one whose text must be read.
enum Inspected<B> {
    Done(Response<B>),
    Text(Parts, B),
}

fn inspect<B: ErrorBody>(mut response: Response<B>) -> Inspected<B> {
    let Some(scope) = &scope::current() else {
        return Inspected::Done(response);
    };
    let length = response.body().size_hint().exact();
    let status = response.status();
    match foreign::judge(scope, status, response.headers(), length) {
        Judgement::Sent(status) => {
            *response.status_mut() = status;
            Inspected::Done(watched(response, length, scope))
        }
        Judgement::Logged => {
            foreign::log(scope, status, response.headers_mut(), length);
            Inspected::Done(watched(response, length, scope))
        }
        Judgement::Replaced => {
            let (parts, _) = response.into_parts();
            Inspected::Done(replaced(parts, None))
        }
        Judgement::Read => {
            let (parts, body) = response.into_parts();
            Inspected::Text(parts, body)
        }
    }
}

/// Watches a body that is not known to be complete.
fn watched<B: ErrorBody>(
    response: Response<B>,
    length: Option<u64>,
    scope: &Arc<Scope>,
) -> Response<B> {
    if length.is_some() {
        return response;
    }
    response.map(|body| body.__watched(Watch(Arc::clone(scope))))
}

/// Turns it into the response to a HEAD: with the length of the response to a GET, and without
/// its body (RFC 9110 section 9.3.2). Over HTTP/2, hyper would send the body.
fn remove_content<B: ErrorBody>(response: &mut Response<B>) {
    let length = response.body().size_hint().exact();
    let Some(length @ 1..) = length.filter(|_| !response.status().is_success()) else {
        return;
    };
    let headers = response.headers_mut();
    if !headers.contains_key(CONTENT_LENGTH) {
        // A map that is full is not changed.
        let _: Result<bool, _> = headers.try_append(CONTENT_LENGTH, length.into());
    }
    *response.body_mut() = B::of_error(Bytes::new());
}

/// Returns the response to a failure.
fn failed<B: ErrorBody>(failure: Unanswered, is_grpc: bool) -> Response<B> {
    let problem = match failure {
        Unanswered::Panic(panicked) => foreign::failed(panicked),
        Unanswered::Error(error) => foreign::failed(error),
    };
    #[cfg(feature = "tonic-0.14")]
    if is_grpc {
        return crate::integrate::grpc::response(&problem).map(B::of_error);
    }
    let _ = is_grpc;
    problem.to_response().map(B::of_error)
}

/// Replaces the body of the response by our format, and keeps everything else.
fn replaced<B: ErrorBody>(mut parts: Parts, text: Option<&str>) -> Response<B> {
    let body = foreign::replace(&mut parts.status, &mut parts.headers, text, None);
    Response::from_parts(parts, B::of_error(body))
}
