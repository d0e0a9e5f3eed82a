//! actix-web 4, which has an `http` of its own: 0.2.

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

    // What is a header in `http` 1 is one in 0.2, but must be read anew. What
    // most errors have need not.

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

#[cfg(all(feature = "actix-web-4", feature = "boundary"))]
pub use inside::*;

/// The boundary.
#[cfg(all(feature = "actix-web-4", feature = "boundary"))]
mod inside {
    use std::fmt;
    use std::future::{Future, Ready, ready};
    use std::pin::Pin;
    use std::sync::Arc;
    use std::task::{Context, Poll};

    use actix_web::body::{BodySize, EitherBody, MessageBody};
    use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform};
    use actix_web::error::{
        InternalError, JsonPayloadError, PathError, PayloadError, QueryPayloadError,
        UrlencodedError,
    };
    use actix_web::http::header::{self, HeaderMap};
    use actix_web::{Error, HttpResponse};
    use bytes::Bytes;
    use http::Method;
    use pin_project_lite::pin_project;

    use super::on;
    use crate::boundary::ErrorBoundary;
    use crate::boundary::foreign::{self, Judgement};
    use crate::boundary::inside::Inside;
    use crate::caught::caught;
    use crate::convert::scope::{Scope, within};
    use crate::integrate::rejection::Rejection;
    use crate::problem::Problem;
    use crate::request::RequestContext;

    impl<S, B> Transform<S, ServiceRequest> for ErrorBoundary
    where
        S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
        B: MessageBody + 'static,
    {
        type Response = ServiceResponse<EitherBody<B>>;
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

    /// A service of actix-web inside an [`ErrorBoundary`].
    pub struct ActixBoundary<S> {
        inner: S,
        boundary: ErrorBoundary,
    }

    impl<S, B> Service<ServiceRequest> for ActixBoundary<S>
    where
        S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
        B: MessageBody,
    {
        type Response = ServiceResponse<EitherBody<B>>;
        type Error = Error;
        type Future = ActixBoundaryFuture<S::Future>;

        fn poll_ready(&self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
            self.inner.poll_ready(context)
        }

        fn call(&self, request: ServiceRequest) -> Self::Future {
            let scope = Arc::new(self.boundary.scope(context(&request)));
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
        type Output = Result<ServiceResponse<EitherBody<B>>, Error>;

        fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
            let mut inside = self.project().inside;
            let called = std::task::ready!(inside.as_mut().poll(context));
            let scope = inside.as_ref().scope();
            Poll::Ready(match called {
                Ok(Ok(response)) => Ok(within(scope, || sent(scope, response))),
                Ok(Err(error)) => Err(within(scope, || failed(scope, error))),
                Err(panicked) => Err(within(scope, || {
                    let response = Problem::internal_server_error()
                        .with_cause(panicked)
                        .to_response();
                    // There is no request any more that a response could be made of.
                    InternalError::from_response("the handler panicked", on::response(response))
                        .into()
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

    /// What is sent in place of a response.
    fn sent<B: MessageBody>(
        scope: &Scope,
        response: ServiceResponse<B>,
    ) -> ServiceResponse<EitherBody<B>> {
        let (request, response) = response.into_parts();
        ServiceResponse::new(request, settled(scope, response))
    }

    /// An error of a middleware, which has no response yet.
    fn failed(scope: &Scope, error: Error) -> Error {
        let made = caught(|| error.as_response_error().error_response());
        let response = match made {
            Some(response) => settled(scope, response).map_into_boxed_body(),
            None => on::response(Problem::internal_server_error().to_response()),
        };
        InternalError::from_response(error, response).into()
    }

    fn settled<B: MessageBody>(
        scope: &Scope,
        mut response: HttpResponse<B>,
    ) -> HttpResponse<EitherBody<B>> {
        let Ok(mut status) = http::StatusCode::from_u16(response.status().as_u16()) else {
            return response.map_into_left_body();
        };
        // Saves the copy of the headers for a success.
        if !foreign::is_error(status) && scope.answered().is_none() {
            return response.map_into_left_body();
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
                response.map_into_left_body()
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
                    // A rejection has its text at once.
                    Err(body) => logged(scope, head.set_body(body), headers, length),
                }
            }
        }
    }

    /// The kind of a rejection.
    fn kind(error: &Error) -> Option<Rejection> {
        if let Some(error) = error.as_error() {
            return Some(match error {
                JsonPayloadError::ContentType => Rejection::MediaType,
                JsonPayloadError::Deserialize(error) if error.is_data() => Rejection::JsonData,
                JsonPayloadError::Deserialize(_) => Rejection::Json,
                JsonPayloadError::Payload(error) => of_payload(error),
                _ => Rejection::Other,
            });
        }
        if let Some(error) = error.as_error() {
            return Some(match error {
                UrlencodedError::ContentType => Rejection::MediaType,
                UrlencodedError::Parse(_) | UrlencodedError::Encoding => Rejection::Form,
                UrlencodedError::Payload(error) => of_payload(error),
                _ => Rejection::Other,
            });
        }
        if error.as_error::<QueryPayloadError>().is_some() {
            return Some(Rejection::Query);
        }
        if error.as_error::<PathError>().is_some() {
            return Some(Rejection::Path);
        }
        error.as_error().map(of_payload)
    }

    fn of_payload(error: &PayloadError) -> Rejection {
        match error {
            PayloadError::Overflow => Rejection::Other,
            _ => Rejection::Body,
        }
    }

    fn logged<B>(
        scope: &Scope,
        mut response: HttpResponse<B>,
        mut headers: http::HeaderMap,
        length: Option<u64>,
    ) -> HttpResponse<EitherBody<B>> {
        if let Ok(status) = http::StatusCode::from_u16(response.status().as_u16()) {
            foreign::log(scope, status, &mut headers, length);
            replace(response.headers_mut(), &headers);
        }
        response.map_into_left_body()
    }

    /// The response with this head and this body.
    fn with<B>(
        mut response: HttpResponse<()>,
        status: http::StatusCode,
        headers: &http::HeaderMap,
        body: Bytes,
    ) -> HttpResponse<EitherBody<B>> {
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
                // A map that is full stays as it is.
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
    use crate::docs::{ProblemDocs, deciding_headers};

    impl HttpServiceFactory for ProblemDocs {
        fn register(self, config: &mut AppService) {
            // All that is below the scope.
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
