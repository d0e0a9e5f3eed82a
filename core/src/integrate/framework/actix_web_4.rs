//! actix-web 4, which uses its own version of `http`, 0.2.

/// For a type with this key.
#[cfg(feature = "actix-web-4")]
#[doc(hidden)]
#[macro_export]
macro_rules! __actix_web_4 {
    (off $($otherwise:tt)*) => {};
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$($generics)*> $crate::framework::actix_web_4::ResponseError for $ty
        where
            $($bounds)*
        {
            fn status_code(&self) -> $crate::framework::actix_web_4::StatusCode {
                $crate::framework::actix_web_4::status($crate::HttpError::status(self))
            }

            fn error_response(&self) -> $crate::framework::actix_web_4::HttpResponse {
                $crate::framework::actix_web_4::response($crate::__private::respond(self, ::core::option::Option::None))
            }
        }
    };
}

#[cfg(not(feature = "actix-web-4"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __actix_web_4 {
    (off $($otherwise:tt)*) => { $($otherwise)* };
    ($($item:tt)*) => {};
}

#[cfg(feature = "actix-web-4")]
pub use on::*;

#[cfg(feature = "actix-web-4")]
mod on {
    pub use actix_web::http::StatusCode;
    pub use actix_web::{HttpResponse, ResponseError};

    use actix_web::http::header::{self, HeaderName, HeaderValue};

    use crate::convert::headers::spare;
    use crate::problem::Problem;
    use crate::value::short_number;

    impl ResponseError for Problem {
        fn status_code(&self) -> StatusCode {
            status(self.status())
        }

        fn error_response(&self) -> HttpResponse {
            response(self.to_response())
        }
    }

    #[must_use]
    pub fn status(status: http::StatusCode) -> StatusCode {
        StatusCode::from_u16(status.as_u16()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    #[must_use]
    pub fn response(made: crate::response::Response) -> HttpResponse {
        let (parts, body) = made.into_parts();
        let mut response = HttpResponse::with_body(status(parts.status), body);
        append(response.headers_mut(), &parts.headers);
        spare::keep(parts.headers);
        response.map_into_boxed_body()
    }

    pub(super) fn append(headers: &mut header::HeaderMap, made: &http::HeaderMap) {
        for (name, value) in made {
            if let (Some(name), Some(value)) = (name_of(name), value_of(value)) {
                headers.append(name, value);
            }
        }
    }

    // Every header of `http` 1 is valid in 0.2, but must be parsed again. The
    // names that most errors have need not be.

    fn name_of(name: &http::HeaderName) -> Option<HeaderName> {
        static USUAL: [(http::HeaderName, HeaderName); 3] = [
            (http::header::CONTENT_TYPE, header::CONTENT_TYPE),
            (http::header::CACHE_CONTROL, header::CACHE_CONTROL),
            (http::header::RETRY_AFTER, header::RETRY_AFTER),
        ];
        match USUAL.iter().find(|(ours, _)| ours == name) {
            Some((_, theirs)) => Some(theirs.clone()),
            None => HeaderName::from_bytes(name.as_ref()).ok(),
        }
    }

    fn value_of(value: &http::HeaderValue) -> Option<HeaderValue> {
        static USUAL: [HeaderValue; 2] = [
            HeaderValue::from_static("application/problem+json"),
            HeaderValue::from_static("no-store"),
        ];
        if let Some(usual) = USUAL.iter().find(|usual| *usual == value.as_bytes()) {
            return Some(usual.clone());
        }
        match short_number::same(value.as_bytes()) {
            Some(number) => Some(HeaderValue::from_static(number)),
            None => HeaderValue::from_bytes(value.as_bytes()).ok(),
        }
    }
}

/// The errors of actix-web's own extractors as fields of an error:
/// `#[http(transparent)] Json(#[from] JsonPayloadError)`. Their text is the detail of a 4xx.
#[cfg(feature = "actix-web-4")]
mod extract {
    use actix_web::error::{
        ContentTypeError, Error, JsonPayloadError, PathError, PayloadError, QueryPayloadError,
        ReadlinesError, ResponseError, UrlencodedError,
    };
    use http::StatusCode;

    use crate::describe::delegate::{Delegate, pointers};
    use crate::describe::subject::Subject;
    use crate::integrate::delegated::causes;
    use crate::integrate::rejection::{self, Rejection};
    use crate::problem::Problem;

    causes! {
        JsonPayloadError, error => problem(of_json(error), error);
        UrlencodedError, error => problem(of_form(error), error);
        QueryPayloadError, error => problem(Rejection::Query, error);
        PathError, error => problem(Rejection::Path, error);
        PayloadError, error => problem(of_payload(error), error);
        ReadlinesError, error => problem(of_lines(error), error);
        ContentTypeError, error => problem(Rejection::MediaType, error);
    }

    /// Delegates to the error that it holds. For a type that actix-web does not own, only
    /// the status is used: its text may be private, for instance if the error has its own
    /// `detail`.
    impl Delegate for Error {
        fn __visit(&self, visit: &mut dyn FnMut(&dyn Subject)) {
            if let Some(held) = self.as_error::<Problem>() {
                return visit(held);
            }
            let error = self.as_response_error();
            match kind(self) {
                Some(kind) => visit(&problem(kind, error)),
                None => visit(&Problem::new(status_of(error))),
            }
        }
    }

    pointers!(Error);

    fn problem(kind: Rejection, error: &dyn ResponseError) -> Problem {
        rejection::problem(kind, status_of(error), error.to_string())
    }

    fn status_of(error: &dyn ResponseError) -> StatusCode {
        let status = StatusCode::from_u16(error.status_code().as_u16());
        status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Returns the kind of a rejection, or `None` for an error of another type.
    pub(super) fn kind(error: &Error) -> Option<Rejection> {
        if let Some(error) = error.as_error() {
            return Some(of_json(error));
        }
        if let Some(error) = error.as_error() {
            return Some(of_form(error));
        }
        if error.as_error::<QueryPayloadError>().is_some() {
            return Some(Rejection::Query);
        }
        if error.as_error::<PathError>().is_some() {
            return Some(Rejection::Path);
        }
        if let Some(error) = error.as_error() {
            return Some(of_lines(error));
        }
        if error.as_error::<ContentTypeError>().is_some() {
            return Some(Rejection::MediaType);
        }
        error.as_error().map(of_payload)
    }

    fn of_json(error: &JsonPayloadError) -> Rejection {
        match error {
            JsonPayloadError::ContentType => Rejection::MediaType,
            JsonPayloadError::Deserialize(error) if error.is_data() => Rejection::JsonData,
            JsonPayloadError::Deserialize(_) => Rejection::Json,
            JsonPayloadError::Payload(error) => of_payload(error),
            _ => Rejection::Other,
        }
    }

    fn of_form(error: &UrlencodedError) -> Rejection {
        match error {
            UrlencodedError::ContentType => Rejection::MediaType,
            UrlencodedError::Parse(_) | UrlencodedError::Encoding => Rejection::Form,
            UrlencodedError::Payload(error) => of_payload(error),
            _ => Rejection::Other,
        }
    }

    fn of_lines(error: &ReadlinesError) -> Rejection {
        match error {
            ReadlinesError::ContentTypeError(_) => Rejection::MediaType,
            ReadlinesError::Payload(error) => of_payload(error),
            ReadlinesError::EncodingError => Rejection::Body,
            _ => Rejection::Other,
        }
    }

    fn of_payload(error: &PayloadError) -> Rejection {
        match error {
            PayloadError::Overflow => Rejection::Other,
            _ => Rejection::Body,
        }
    }
}

#[cfg(all(feature = "actix-web-4", feature = "boundary"))]
pub use inside::*;

/// The boundary.
#[cfg(all(feature = "actix-web-4", feature = "boundary"))]
mod inside {
    use std::error::Error as StdError;
    use std::fmt;
    use std::future::{Future, Ready, ready};
    use std::pin::Pin;
    use std::sync::Arc;
    use std::task::{Context, Poll};

    use actix_web::body::{BodySize, EitherBody, MessageBody};
    use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform};
    use actix_web::error::InternalError;
    use actix_web::http::header::{self, HeaderMap};
    use actix_web::{Error, HttpResponse};
    use bytes::Bytes;
    use http::Method;
    use pin_project_lite::pin_project;

    use super::extract::kind;
    use super::on;
    use crate::boundary::ErrorBoundary;
    use crate::boundary::foreign::{self, Judgement};
    use crate::boundary::inside::Inside;
    use crate::boundary::watched::BrokenOff;
    use crate::caught::caught;
    use crate::convert::scope::{Scope, within};
    use crate::problem::Problem;
    use crate::request::RequestContext;

    impl<S, B> Transform<S, ServiceRequest> for ErrorBoundary
    where
        S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
        B: MessageBody + 'static,
    {
        type Response = ServiceResponse<EitherBody<ActixBody<B>>>;
        type Error = Error;
        type Transform = ActixBoundary<S>;
        type InitError = ();
        type Future = Ready<Result<Self::Transform, ()>>;

        fn new_transform(&self, inner: S) -> Self::Future {
            ready(Ok(ActixBoundary {
                inner,
                boundary: self.clone(),
            }))
        }
    }

    /// An actix-web service inside an [`ErrorBoundary`].
    pub struct ActixBoundary<S> {
        inner: S,
        boundary: ErrorBoundary,
    }

    impl<S, B> Service<ServiceRequest> for ActixBoundary<S>
    where
        S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
        B: MessageBody,
    {
        type Response = ServiceResponse<EitherBody<ActixBody<B>>>;
        type Error = Error;
        type Future = ActixBoundaryFuture<S::Future>;

        fn poll_ready(&self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
            self.inner.poll_ready(context)
        }

        fn call(&self, request: ServiceRequest) -> Self::Future {
            let mut scope = self.boundary.scope(context(&request));
            self.boundary.show_developer_of(&mut scope, || {
                (
                    request.uri().to_string().parse().ok(),
                    copied(request.headers()),
                )
            });
            let scope = Arc::new(scope);
            ActixBoundaryFuture {
                inside: Inside::new(scope, || self.inner.call(request)),
            }
        }
    }

    fn context(request: &ServiceRequest) -> RequestContext {
        let method = Method::from_bytes(request.method().as_str().as_bytes());
        let headers = |name| {
            request
                .headers()
                .get_all(name)
                .map(header::HeaderValue::as_bytes)
        };
        let context = RequestContext::of_texts(method.unwrap_or_default(), request.path(), headers);
        match request.match_pattern() {
            Some(route) => context.with_route(route),
            None => context,
        }
    }

    pin_project! {
        /// The response of a service inside an [`ErrorBoundary`].
        #[must_use = "futures do nothing unless polled"]
        pub struct ActixBoundaryFuture<F> {
            #[pin]
            inside: Inside<F>,
        }
    }

    impl<F, B> Future for ActixBoundaryFuture<F>
    where
        F: Future<Output = Result<ServiceResponse<B>, Error>>,
        B: MessageBody,
    {
        type Output = Result<ServiceResponse<EitherBody<ActixBody<B>>>, Error>;

        fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
            let mut inside = self.project().inside;
            let called = std::task::ready!(inside.as_mut().poll(context));
            let scope = inside.as_ref().scope();
            Poll::Ready(match called {
                Ok(Ok(response)) => {
                    let mut response = within(scope, || sent(scope, response));
                    extend(scope, response.response_mut());
                    Ok(response)
                }
                Ok(Err(error)) => Err(within(scope, || failed(scope, error))),
                Err(panicked) => Err(within(scope, || {
                    let response = foreign::failed(panicked).to_response();
                    let mut response = on::response(response);
                    extend(scope, &mut response);
                    // There is no request left to make a response for.
                    InternalError::from_response("the handler panicked", response).into()
                })),
            })
        }
    }

    impl<S> fmt::Debug for ActixBoundary<S> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.debug_struct("ActixBoundary").finish_non_exhaustive()
        }
    }

    impl<F> fmt::Debug for ActixBoundaryFuture<F> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.debug_struct("ActixBoundaryFuture")
                .finish_non_exhaustive()
        }
    }

    /// Returns what is sent in place of a response.
    fn sent<B: MessageBody>(
        scope: &Arc<Scope>,
        response: ServiceResponse<B>,
    ) -> ServiceResponse<EitherBody<ActixBody<B>>> {
        let (request, response) = response.into_parts();
        ServiceResponse::new(request, settled(scope, response))
    }

    /// Handles an error of a middleware, which has no response yet.
    fn failed(scope: &Arc<Scope>, error: Error) -> Error {
        let made = caught(|| error.as_response_error().error_response());
        let mut response = if let Some(response) = made {
            settled(scope, response).map_into_boxed_body()
        } else {
            let problem = foreign::of_boundary(Problem::internal_server_error());
            on::response(problem.to_response())
        };
        extend(scope, &mut response);
        InternalError::from_response(error, response).into()
    }

    /// Adds the report of a failure to the extensions of the response to it.
    fn extend<B>(scope: &Scope, response: &mut HttpResponse<B>) {
        let status = http::StatusCode::from_u16(response.status().as_u16());
        if let Ok(status) = status
            && let Some(report) = scope.extension(status)
        {
            response.extensions_mut().insert(report);
        }
    }

    fn settled<B: MessageBody>(
        scope: &Arc<Scope>,
        mut response: HttpResponse<B>,
    ) -> HttpResponse<EitherBody<ActixBody<B>>> {
        let Ok(mut status) = http::StatusCode::from_u16(response.status().as_u16()) else {
            return watched(scope, response);
        };
        // Saves a copy of the headers for a success.
        if !foreign::is_error(status) && scope.answered().is_none() {
            return watched(scope, response);
        }
        let mut headers = copied(response.headers());
        let length = match response.body().size() {
            BodySize::None => Some(0),
            BodySize::Sized(length) => Some(length),
            BodySize::Stream => None,
        };
        match foreign::judge(scope, status, &headers, length) {
            Judgement::Sent(status) => {
                *response.status_mut() = on::status(status);
                watched(scope, response)
            }
            Judgement::Logged => logged(scope, response, headers, length),
            Judgement::Replaced => {
                let body = foreign::replace(&mut status, &mut headers, None, None);
                with(response.drop_body(), status, &headers, body)
            }
            Judgement::Read => {
                let kind = response.error().and_then(kind);
                let (head, body) = response.into_parts();
                match body.try_into_bytes() {
                    Ok(text) => {
                        let text = String::from_utf8_lossy(&text);
                        let body = foreign::replace(&mut status, &mut headers, Some(&text), kind);
                        with(head, status, &headers, body)
                    }
                    // The text of a rejection is available immediately.
                    Err(body) => logged(scope, head.set_body(body), headers, length),
                }
            }
        }
    }

    fn logged<B: MessageBody>(
        scope: &Arc<Scope>,
        mut response: HttpResponse<B>,
        mut headers: http::HeaderMap,
        length: Option<u64>,
    ) -> HttpResponse<EitherBody<ActixBody<B>>> {
        if let Ok(status) = http::StatusCode::from_u16(response.status().as_u16()) {
            foreign::log(scope, status, &mut headers, length);
            replace(response.headers_mut(), &headers);
        }
        watched(scope, response)
    }

    /// Watches a body that is not known to be complete.
    fn watched<B: MessageBody>(
        scope: &Arc<Scope>,
        response: HttpResponse<B>,
    ) -> HttpResponse<EitherBody<ActixBody<B>>> {
        let is_stream = matches!(response.body().size(), BodySize::Stream);
        let scope = is_stream.then(|| Arc::clone(scope));
        response
            .map_body(|_, body| ActixBody { body, scope })
            .map_into_left_body()
    }

    pin_project! {
        /// The body of a response inside an [`ErrorBoundary`]: an error of a body that is
        /// sent in pieces is logged once, with the request.
        pub struct ActixBody<B> {
            #[pin]
            body: B,
            scope: Option<Arc<Scope>>,
        }
    }

    impl<B> fmt::Debug for ActixBody<B> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.debug_struct("ActixBody").finish_non_exhaustive()
        }
    }

    impl<B: MessageBody> MessageBody for ActixBody<B> {
        type Error = Box<dyn StdError>;

        fn size(&self) -> BodySize {
            self.body.size()
        }

        fn poll_next(
            self: Pin<&mut Self>,
            context: &mut Context<'_>,
        ) -> Poll<Option<Result<Bytes, Self::Error>>> {
            let this = self.project();
            let Some(scope) = this.scope else {
                let polled = this.body.poll_next(context);
                return polled.map(|next| next.map(|chunk| chunk.map_err(Into::into)));
            };
            // What the stream logs itself is also part of the request.
            let polled = within(scope, || this.body.poll_next(context));
            let polled: Poll<Option<Result<Bytes, Self::Error>>> =
                polled.map(|next| next.map(|chunk| chunk.map_err(Into::into)));
            if let Poll::Ready(Some(Err(error))) = &polled {
                BrokenOff::new(&**error).log(scope);
                *this.scope = None;
            }
            polled
        }

        fn try_into_bytes(self) -> Result<Bytes, Self> {
            let Self { body, scope } = self;
            let body = body.try_into_bytes();
            body.map_err(|body| Self { body, scope })
        }
    }

    /// Returns the response with this head and this body.
    fn with<B>(
        mut response: HttpResponse<()>,
        status: http::StatusCode,
        headers: &http::HeaderMap,
        body: Bytes,
    ) -> HttpResponse<EitherBody<ActixBody<B>>> {
        *response.status_mut() = on::status(status);
        replace(response.headers_mut(), headers);
        response
            .set_body(body)
            .map_into_boxed_body()
            .map_into_right_body()
    }

    fn copied(headers: &HeaderMap) -> http::HeaderMap {
        let mut copied = http::HeaderMap::new();
        for (name, value) in headers {
            if let Ok(name) = http::HeaderName::from_bytes(name.as_ref())
                && let Ok(value) = http::HeaderValue::from_bytes(value.as_bytes())
            {
                // A map that is full is not changed.
                let _: Result<bool, _> = copied.try_append(name, value);
            }
        }
        copied
    }

    fn replace(headers: &mut HeaderMap, by: &http::HeaderMap) {
        headers.clear();
        on::append(headers, by);
    }
}

/// The documentation of problem types.
#[cfg(all(feature = "actix-web-4", feature = "docs"))]
mod docs {
    use actix_web::Error;
    use actix_web::dev::{AppService, HttpServiceFactory, ResourceDef, ServiceRequest, fn_service};
    use actix_web::http::header::HeaderValue;
    use http::Method;

    use super::on;
    use crate::problem_docs::{ProblemDocs, deciding_headers};

    impl HttpServiceFactory for ProblemDocs {
        fn register(self, config: &mut AppService) {
            // All paths below the scope.
            let place = if config.is_root() {
                ResourceDef::root_prefix("")
            } else {
                ResourceDef::prefix("")
            };
            let answer = move |request: ServiceRequest| {
                let docs = self.clone();
                async move {
                    let method = Method::from_bytes(request.method().as_str().as_bytes());
                    let headers = deciding_headers(|name| {
                        request.headers().get_all(name).map(HeaderValue::as_bytes)
                    });
                    let path = request.match_info().unprocessed();
                    let made = docs.respond(&method.unwrap_or_default(), path, &headers);
                    Ok::<_, Error>(request.into_response(on::response(made)))
                }
            };
            config.register_service(place, None, fn_service(answer), None);
        }
    }
}
